-- Old records are deleted by their hour, every ten minutes on every instance. A row keeps its hour, so its updates stay as cheap.
create index tan_verdict_hour on tan_verdict (hour);
