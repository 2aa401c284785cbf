# SPDX-FileCopyrightText: 2026 The Watchfloor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real SMTP server for tests: starttls or tls with a login, or plain. Prints its port, then each mail as one line of JSON.

smtpserver.py starttls|tls|plain CERT KEY; user ann, password secret. Mails to busy@… are put off, to nobody@… refused.
"""

import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Keeper:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("busy@"):
            return "451 try again later"
        if address.startswith("nobody@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": server.transport.get_extra_info("sslcontext") is not None,
                          "login": session.authenticated, "data": envelope.content.decode("ascii")}), flush=True)
        return "250 taken"


def login(server, session, envelope, mechanism, data):
    good = data.login == b"ann" and data.password == b"secret"
    return AuthResult(success=good, handled=good)  # not handled: the server says 535 itself


async def main():
    mode, cert, key = sys.argv[1:4]
    options, wrapped = {}, None
    if mode != "plain":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(cert, key)
        options = {"authenticator": login, "auth_required": True}
        if mode == "tls":
            wrapped = context
            options["auth_require_tls"] = False  # the whole connection is
        else:
            options.update(tls_context=context, require_starttls=True)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Keeper(), **options), "127.0.0.1", 0, ssl=wrapped)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)  # until the test ends
    server.close()


asyncio.run(main())
