-- Runs on old and new; both must give the same. Keep it cheap, without now() and random(), and in a fixed order.
SELECT date_trunc('month', issued_at) AS month, count(*) AS invoices, sum(amount) AS total
  FROM invoices
 GROUP BY 1
 ORDER BY 1;
