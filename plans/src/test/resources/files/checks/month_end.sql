select month, sum(amount) from facts group by month order by month;
