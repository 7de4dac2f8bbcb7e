"""The two grants, as Authlib dispatches them; one module per grant."""
