"""Getting in: invitations, log-ins and devices, second factors, single sign-on, and limits on how often one may try."""
