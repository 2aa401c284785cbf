// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/notifysettings/channelfields_p.h"

#include "models/base/untrusted.h"

#include <QRegularExpression>

namespace wf::wire {

using namespace Qt::StringLiterals;
using Kind = Channel::Kind;

namespace {

constexpr auto Wrong = FileProblem::Weight::Error;

// Reads the map below the kind's name.
class KindReader {
public:
    KindReader(const YamlNode &map, Channel &out, FieldScribe &scribe) : m_map(map), m_out(out), m_scribe(scribe) {}

    void read()
    {
        switch (m_out.kind) {
        case Kind::Desktop:
            return m_scribe.expectKeys(m_map, {}, Wrong);
        case Kind::Email:
            m_scribe.expectKeys(m_map, {"to"}, Wrong);
            return recipients(u"^[^\\s@<>]{1,64}@[^\\s@<>]{1,253}$"_s, u"a mail address like ana@example.org"_s);
        case Kind::Slack:
            return slack();
        case Kind::PagerDuty:
            m_scribe.expectKeys(m_map, {"routingKey", "address"}, Wrong);
            secret("routingKey", true);
            return address(false);
        case Kind::Sms:
            return sms();
        case Kind::Opsgenie:
            m_scribe.expectKeys(m_map, {"key", "team", "address"}, Wrong);
            secret("key", true);
            m_out.target = m_scribe.string(m_map, "team");
            return address(false);
        case Kind::Teams:
        case Kind::Discord:
            m_scribe.expectKeys(m_map, {"webhook"}, Wrong);
            return secret("webhook", true);
        case Kind::Webhook:
            return webhook();
        }
    }

private:
    void secret(std::string_view key, bool isNeeded)
    {
        m_out.secret = isNeeded ? toQString(m_scribe.needed(m_map, key)) : m_scribe.string(m_map, key);
        if (!m_out.secret.isEmpty() && !namesSecret(m_out.secret))
            m_scribe.error(nodeAt(m_map, key), u"%1 says where it is kept, not what it is: stored:NAME, file:PATH, "
                                               "env:NAME or command:…"_s.arg(shownText(key)));
    }

    void address(bool isNeeded)
    {
        m_out.address = isNeeded ? toQString(m_scribe.needed(m_map, "address")) : m_scribe.string(m_map, "address");
        while (m_out.address.endsWith(u'/'))
            m_out.address.chop(1);
        if (!m_out.address.isEmpty() && !base::isSafeWebAddress(m_out.address))
            m_scribe.error(nodeAt(m_map, "address"), u"address must begin with https:// or http:// and name a host"_s);
    }

    void recipients(const QString &form, const QString &words)
    {
        m_out.to = textList(m_map, "to", m_scribe);
        if (m_out.to.isEmpty())
            m_scribe.error(nodeAt(m_map, "to"), u"to needs at least one: %1"_s.arg(words));
        if (m_out.to.size() > 50)
            m_scribe.error(nodeAt(m_map, "to"), u"to may name at most 50"_s);
        const QRegularExpression good(form);
        for (const QString &one : m_out.to)
            if (!good.match(one).hasMatch())
                m_scribe.error(nodeAt(m_map, "to"), u"%1 is not %2"_s.arg(base::visibleText(one, 64), words));
    }

    void slack()
    {
        m_scribe.expectKeys(m_map, {"webhook", "token", "channel", "address"}, Wrong);
        const bool isBot = m_map.field("token") != nullptr;
        if (isBot == (m_map.field("webhook") != nullptr))
            return m_scribe.error(m_map, u"slack needs a webhook, or a bot's token and a channel"_s);
        secret(isBot ? "token" : "webhook", true);
        if (isBot)
            m_out.target = toQString(m_scribe.needed(m_map, "channel"));
        address(false);
        if (!isBot && !m_out.address.isEmpty())
            m_scribe.error(nodeAt(m_map, "address"), u"a webhook is its address; leave address out"_s);
    }

    void sms()
    {
        m_scribe.expectKeys(m_map, {"account", "token", "from", "to", "address"}, Wrong);
        m_out.target = toQString(m_scribe.needed(m_map, "account"));
        m_out.from = toQString(m_scribe.needed(m_map, "from"));
        secret("token", true);
        recipients(u"^\\+[1-9][0-9]{6,14}$"_s, u"a number like +41791234567"_s);
        address(false);
    }

    void webhook()
    {
        m_scribe.expectKeys(m_map, {"address", "secret", "body", "contentType", "headers"}, Wrong);
        address(true);
        secret("secret", false);
        m_out.bodyPattern = m_scribe.string(m_map, "body");
        m_out.contentType = m_scribe.string(m_map, "contentType");
        static const QRegularExpression media(u"^[a-z0-9.+-]+/[a-z0-9.+-]+(; ?charset=[a-zA-Z0-9-]+)?$"_s);
        if (!m_out.contentType.isEmpty() && !media.match(m_out.contentType).hasMatch())
            m_scribe.error(nodeAt(m_map, "contentType"), u"contentType must be like application/json"_s);
        static const QRegularExpression name(u"^[A-Za-z0-9-]{1,100}$"_s);
        const base::Labels headers = m_scribe.labels(m_map, "headers");
        for (const auto &[key, value] : headers) {
            const bool isClean = std::ranges::all_of(value, [](char c) { return c >= ' ' && c < '\x7f'; });
            if (!name.match(toQString(key)).hasMatch() || !isClean)
                m_scribe.error(nodeAt(m_map, "headers"), u"the header %1 may not be sent"_s.arg(shownText(key)));
            else
                m_out.headers.emplace_back(QByteArray::fromStdString(key), QByteArray::fromStdString(value));
        }
    }

    const YamlNode &m_map;
    Channel &m_out;
    FieldScribe &m_scribe;
};

} // namespace

const YamlNode &nodeAt(const YamlNode &map, std::string_view key)
{
    const YamlNode *field = map.field(key);
    return field == nullptr ? map : *field;
}

QStringList textList(const YamlNode &map, std::string_view key, FieldScribe &scribe)
{
    QStringList out;
    if (const YamlNode *list = scribe.list(map, key))
        for (const auto &item : list->items)
            item->isScalar() ? static_cast<void>(out << toQString(item->text))
                             : scribe.error(*item, u"a text belongs here"_s);
    return out;
}

Channel readChannel(const YamlNode &map, FieldScribe &scribe)
{
    scribe.expectKeys(map,
                      {"name", "perMinute", "selfTest", "desktop", "email", "slack", "pagerduty", "sms", "opsgenie",
                       "teams", "discord", "webhook"},
                      Wrong);
    Channel out;
    out.name = toQString(scribe.needed(map, "name"));
    out.isTested = scribe.truth(map, "selfTest", false);
    const auto perMinute = scribe.number(map, "perMinute");
    out.perMinute = static_cast<int>(std::clamp(perMinute.value_or(30), 0.0, 601.0));
    if (out.perMinute < 1 || out.perMinute > 600)
        scribe.error(nodeAt(map, "perMinute"), u"perMinute must be from 1 to 600"_s);
    int kinds = 0;
    for (const Kind kind : {Kind::Desktop, Kind::Email, Kind::Slack, Kind::PagerDuty, Kind::Sms, Kind::Opsgenie,
                            Kind::Teams, Kind::Discord, Kind::Webhook}) {
        const std::string name = channelKindName(kind).toStdString();
        if (map.field(name) == nullptr)
            continue;
        ++kinds;
        out.kind = kind;
        if (const YamlNode *fields = scribe.map(map, name))
            KindReader(*fields, out, scribe).read();
    }
    if (kinds != 1)
        scribe.error(map, u"a channel has exactly one of desktop, email, slack, pagerduty, sms, opsgenie, teams, "
                          "discord and webhook"_s);
    return out;
}

} // namespace wf::wire
