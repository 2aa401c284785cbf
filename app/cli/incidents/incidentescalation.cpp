// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/incidents/incidentescalation.h"

#include "app/cli/common/answeroutput.h"
#include "app/cli/common/output.h"
#include "app/cli/incidents/incidentcommand.h"
#include "app/cli/notify/notify.h"
#include "app/paths.h"
#include "models/engine/notify/escalate/escalationkeeper.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace wf::app {

using namespace Qt::StringLiterals;

namespace {

// What tells people, over the ledger and the sources of the command.
class Teller {
public:
    explicit Teller(AskedIncidents &asked)
        : m_book(asked.store().ledger()),
          m_secrets(net::makeFallbackStore(net::makeKeychainStore(), net::makeFileStore(secretsFile()))),
          m_sender({asked.clock(), asked.pools(), m_secrets.get()}),
          m_desk(m_book, m_sender, asked.clock(), asked.desk().access().actor),
          m_calendars(asked.clock(), asked.pools(), stateDirectory() + u"/calendars"_s),
          m_keeper({asked.incidents(), m_desk, m_calendars, asked.store().ledger(), {}}, asked.clock(),
                   asked.environmentName(), asked.desk().access().actor)
    {
    }
    // Everything that is kept is read, and the calendars are asked.
    void start(AskedIncidents &asked, const wire::NotifySettings &settings)
    {
        bool isReady = false;
        QObject::connect(&m_keeper, &engine::EscalationKeeper::problem, &m_keeper,
                         [](const QString &words) { printError(words); });
        // Nobody sits at a desktop of this command: whoever reads the output is told.
        QObject::connect(&m_desk, &engine::DeliveryDesk::desktopNotice, &m_keeper,
                         [](const signals::Notification &what) {
                             printError(signals::subjectOf(what) + u" — "_s + signals::sentencesOf(what).join(u' '));
                         });
        m_keeper.setSettings(std::make_shared<const wire::NotifySettings>(settings));
        m_desk.start([&isReady](const auto &) { isReady = true; });
        m_keeper.start(engine::EscalationKeeper::Run::ByHandOnly);
        asked.wait([&] { return isReady && m_keeper.isRead() && m_calendars.isSettled(); });
    }
    [[nodiscard]] engine::EscalationKeeper &keeper() { return m_keeper; }
    [[nodiscard]] std::vector<engine::Delivery> sentSince(qint64 ns) const
    {
        auto out = m_desk.log();
        std::erase_if(out, [ns](const auto &one) { return one.createdNs < ns; });
        return out;
    }

private:
    engine::LedgerBook m_book;
    std::unique_ptr<net::SecretStore> m_secrets;
    engine::ChannelSender m_sender;
    engine::DeliveryDesk m_desk;
    engine::OnCallCalendars m_calendars;
    engine::EscalationKeeper m_keeper;
};

bool isUnderWay(const engine::Delivery &one)
{
    return one.state == store::OpState::Sending || (one.state == store::OpState::Queued && one.attempts == 0);
}

int codeOf(const std::vector<engine::Delivery> &sent)
{
    int code = sent.empty() ? ExitUnknown : ExitOk;
    for (const auto &one : sent)
        code = std::max<int>(code, one.state == store::OpState::NeedsAttention ? ExitCritical
                                   : one.state == store::OpState::Done         ? ExitOk
                                                                               : ExitWarning);
    return code;
}

void print(const std::vector<engine::Delivery> &sent, const QString &format)
{
    std::vector<QStringList> rows{{u"MESSAGE"_s, u"CHANNEL"_s, u"TO"_s, u"STATE"_s, u"ERROR"_s}};
    QJsonArray json;
    for (const auto &one : sent) {
        rows.push_back({one.order.key, one.order.channel, one.order.to, store::opStateName(one.state), one.error});
        json.append(QJsonObject{{u"message"_s, one.order.key},
                                {u"channel"_s, one.order.channel},
                                {u"to"_s, one.order.to},
                                {u"state"_s, store::opStateName(one.state)},
                                {u"error"_s, one.error}});
    }
    printRows(format, rows, json);
}

} // namespace

std::optional<signals::NotifyTarget> notifyTargetFrom(const QString &text)
{
    const QString name = text.section(u':', 1).trimmed();
    const QString kind = text.section(u':', 0, 0);
    if (name.isEmpty())
        return std::nullopt;
    if (kind == "channel"_L1)
        return signals::NotifyTarget{name, {}, {}};
    if (kind == "person"_L1)
        return signals::NotifyTarget{{}, name, {}};
    if (kind == "onCall"_L1)
        return signals::NotifyTarget{{}, {}, name};
    return std::nullopt;
}

int escalateIncident(AskedIncidents &asked, const engine::Incident &incident, const QCommandLineParser &parser)
{
    const QString to = parser.value(u"to"_s);
    const auto target = notifyTargetFrom(to);
    if (!to.isEmpty() && !target)
        return refuse(u"--to: write person:NAME, onCall:ROTA or channel:NAME."_s);
    // Two processes over one outbox would tell twice.
    async::Request asking;
    const auto report =
        answerOf<store::StoreReport>(asked, [&](auto reply) { asking = asked.store().report(std::move(reply)); });
    if (!report || report->readOnly)
        return refuse(report ? u"A console has %1 open: escalate in its window."_s.arg(asked.environmentName())
                             : report.error().summary);
    const auto settings = notifySettingsOf(parser);
    if (!settings)
        return ExitUnknown;
    Teller teller(asked);
    teller.start(asked, *settings);
    const qint64 sinceNs = asked.clock().nowNs();
    const auto told = answerOf<QStringList>(asked, [&](auto reply) {
        if (target)
            teller.keeper().escalateTo(incident.number, *target, parser.value(u"note"_s), std::move(reply));
        else
            teller.keeper().escalateNow(incident.number, parser.value(u"note"_s), std::move(reply));
    });
    if (!told)
        return refuse(told.error());
    asked.wait([&] { return std::ranges::none_of(teller.sentSince(sinceNs), isUnderWay); });
    const auto sent = teller.sentSince(sinceNs);
    print(sent, parser.value(u"format"_s));
    return codeOf(sent);
}

} // namespace wf::app
