ALTER VIEW report_of_orders SET SCHEMA reports;
