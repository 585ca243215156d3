SELECT month, sum(amount) FROM facts GROUP BY month ORDER BY month;
