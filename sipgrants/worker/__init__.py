"""The worker: carries out mails and jobs of the outbox, and what the system does by itself when its time has come.

`queue` is the transport, `carrying` does one piece of work, `clockwork` looks after what is due, `command` is
`flask worker`.
"""
