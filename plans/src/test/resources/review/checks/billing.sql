SELECT count(*) FROM invoice WHERE state = 'open';
