"""Progress, expenditure, inventory, final report and statement."""
