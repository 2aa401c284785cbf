// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/net/mail/message.h"
#include "models/net/secrets/secretref.h"

#include <stop_token>

namespace wf::net {

struct MailServer {
    enum class Security { StartTls, Tls, None }; // both of the first check the certificate
    QString host;
    int port = 0; // 0: 587, 465 or 25
    Security security = Security::StartTls;
    QString user;           // empty: no login
    QString caFile;         // PEM; empty: the system's
    int timeoutMs = 60'000; // for all of it
};

// Hands a mail to a server. Blocks, for at most its time-out: on a thread of its own or a pool, never the GUI thread.
// Once it answers well, the server has taken responsibility for the mail. Errors: Invalid (the mail; a password without
// TLS), Unreachable, Tls, Timeout, Unauthorized, BadRequest (refused for good), Unavailable (to be tried again),
// Cancelled.
[[nodiscard]] base::Status sendMail(const MailServer &server, const Secret &password, const Mail &mail,
                                    std::stop_token stop);

// Whether trying again later may help.
[[nodiscard]] bool isPassing(const base::Error &error);

} // namespace wf::net
