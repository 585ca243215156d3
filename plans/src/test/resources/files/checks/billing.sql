-- The sum that the billing team looks at every morning.
select count(*), sum(amount) from invoice;
