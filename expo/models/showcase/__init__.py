"""What the expo shows and tells: exhibits, delegations, news, quotations."""
