-- The month-end report, by region. Old and new must agree to the last cent.
SELECT month, region, count(*) AS facts, sum(amount) AS total
  FROM facts
 GROUP BY month, region
 ORDER BY month, region;
