// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/mail/mailserver.h"

namespace wf::engine {

using namespace Qt::StringLiterals;

net::MailServer mailServerOf(const wire::MailSettings &mail)
{
    net::MailServer out;
    out.host = mail.server;
    out.port = mail.port;
    out.security = mail.security == u"tls"_s    ? net::MailServer::Security::Tls
                   : mail.security == u"none"_s ? net::MailServer::Security::None
                                                : net::MailServer::Security::StartTls;
    out.user = mail.user;
    out.caFile = mail.caFile;
    return out;
}

} // namespace wf::engine
