"""The questions that separate causes, as one can put them to a customer.

Each is the same question as the one of that id, or the part of it that somebody knows who
sees the app and not its log. None asks for anything secret.
"""

PLAIN_QUESTIONS = {
    "which-request": (
        "Did it fail while you were connecting QuickBooks, or later, after it had worked for"
        " a while?"
    ),
    "last-two-refreshes": (
        "Is the app running in two places, or was it restarted, moved or restored from a"
        " backup in the days before it failed?"
    ),
    "access-still-works": (
        "In the hour before it failed, did the app still show data from QuickBooks?"
    ),
    "first-refresh-or-later": (
        "Did it fail within a few hours after connecting, or after it had worked for a day or"
        " more?"
    ),
    "last-refresh": (
        "When did it last work, and when was QuickBooks connected? The days are enough."
    ),
    "how-often-exchanged": (
        "When you connected, did you press a button twice, reload the page or go back? And how"
        " long did it take until you were back on our site?"
    ),
    "both-redirect-uris": (
        "At which address did you press Connect, and at which address did it end? Please leave"
        " out everything from the question mark on."
    ),
    "code-at-both-ends": (
        "Did you copy an address by hand while connecting, or did anything else open it for"
        " you, such as a mail program?"
    ),
    "client-at-consent": (
        "Did you connect QuickBooks in this same app, or in another copy of it, such as one"
        " for testing?"
    ),
    "secret-in-force": (
        "Was the app set up anew shortly before it failed, or moved to another machine?"
    ),
    "session-on-callback": (
        "Did you connect in one window of one browser from beginning to end, with cookies"
        " allowed?"
    ),
    "previous-answered": (
        "Just before it failed for the first time, was the network down, or was something"
        " very slow or restarted?"
    ),
    "still-failing": (
        "Does it still fail now? And does it fail for every company, or for this one only?"
    ),
    "same-token-in-curl": (
        "Does it fail for every company that you use the app with, or for this one only?"
    ),
    "host-of-company": (
        "Is the company a real one, or one for testing that came with a developer's account?"
    ),
    "age-of-access-token": (
        "How long had you been working with the app when it failed: less than an hour, or"
        " more?"
    ),
    "fault-code": (
        "Is there a number in the message, such as 3100? Please send us the whole message."
    ),
    "what-was-sent": (
        "Was anything typed or pasted into the app's settings by hand before it failed? Please"
        " do not send us what it was."
    ),
    "was-a-request-sent": (
        "Was the machine connected to the internet, and did the message come at once or after"
        " a wait?"
    ),
    "scopes-of-consent": (
        "Which permissions did QuickBooks list when you connected: accounting, payments, or"
        " both?"
    ),
    "clocks": (
        "Does the clock of the machine on which the app runs show the right time, to the"
        " minute, in the right time zone?"
    ),
    "verifier-at-both-ends": (
        "Did you connect in one go, without pressing Connect a second time on the way?"
    ),
    "body-as-sent": "Was the app updated or changed shortly before it failed?",
    "where-asked": "Does it fail in every browser that you use?",
    "raw-answer": "Can you send us the whole message? What we have breaks off.",
    "where-from": (
        "Was the app moved, restored from a backup or installed a second time since it last"
        " worked?"
    ),
    "did-we-revoke": (
        "Did you press Disconnect in our app, or close or clean up your account there?"
    ),
    "who-disconnected": (
        "Did somebody disconnect the app inside QuickBooks? Or has the person who had connected"
        " it left, or lost the right to manage the company?"
    ),
    "code-at-once": (
        "Please connect once more, without a pause on the way. Does it work then?"
    ),
    "still-refused": "Does it still fail now?",
    "newest-accepted": "Does it still fail now, or did it fail only once?",
    "kept-in-memory": "Does it work again after the app was restarted?",
}
"""By the id of the question."""
