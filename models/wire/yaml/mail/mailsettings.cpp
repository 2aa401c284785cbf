// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/yaml/mail/mailsettings.h"

#include <QRegularExpression>

namespace wf::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Wrong = FileProblem::Weight::Error;

const YamlNode &at(const YamlNode &map, std::string_view key)
{
    const YamlNode *field = map.field(key);
    return field == nullptr ? map : *field;
}

void readPort(const YamlNode &map, FieldScribe &scribe, MailSettings &mail)
{
    const auto port = scribe.number(map, "port");
    mail.port = static_cast<int>(std::clamp(port.value_or(0), 0.0, 65536.0));
    if (port && (mail.port != *port || mail.port < 1 || mail.port > 65535))
        scribe.error(at(map, "port"), u"port must be from 1 to 65535"_s);
}

} // namespace

bool namesSecret(const QString &text)
{
    static const QRegularExpression place(u"^(env|file|command|stored|keychain):.+"_s);
    return place.match(text).hasMatch();
}

MailSettings readMailSettings(const YamlNode &map, FieldScribe &scribe)
{
    scribe.expectKeys(map, {"server", "port", "security", "user", "password", "from", "caFile"}, Wrong);
    MailSettings mail;
    mail.server = toQString(scribe.needed(map, "server"));
    mail.from = toQString(scribe.needed(map, "from"));
    mail.user = scribe.string(map, "user");
    mail.password = scribe.string(map, "password");
    mail.caFile = scribe.string(map, "caFile");
    if (const QString security = scribe.string(map, "security"); !security.isEmpty())
        mail.security = security;
    if (!QStringList{u"starttls"_s, u"tls"_s, u"none"_s}.contains(mail.security))
        scribe.error(at(map, "security"), u"security must be starttls, tls or none"_s);
    if (mail.security == u"none"_s && !mail.user.isEmpty())
        scribe.error(at(map, "security"), u"a password is only sent over starttls or tls"_s);
    if (!mail.password.isEmpty() && !namesSecret(mail.password))
        scribe.error(
            at(map, "password"),
            u"password says where it is kept, not what it is: stored:NAME, file:PATH, env:NAME or command:…"_s);
    static const QRegularExpression host(u"^[A-Za-z0-9.:-]{1,253}$"_s);
    if (!mail.server.isEmpty() && !host.match(mail.server).hasMatch())
        scribe.error(at(map, "server"), u"server must be a name or an address, without a scheme"_s);
    readPort(map, scribe, mail);
    return mail;
}

} // namespace wf::wire
