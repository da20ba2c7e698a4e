"""Letters about applications, held until they are released together.

A stage says what a letter says (`wording`) and calls `commands.prepare(application, wording, by=...)` inside its own
command; the programme officer releases all letters of a round at once (`commands.release`). Released letters are issued
as documents in the language of the Party's focal point, and a mail with the link goes out when the PDF is there.
"""
