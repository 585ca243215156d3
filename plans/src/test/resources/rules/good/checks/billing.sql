SELECT count(*) FROM invoices WHERE paid IS NULL;
