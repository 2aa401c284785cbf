// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/causes/causedesk.h"

#include "models/engine/causes/causefacts.h"
#include "models/engine/causes/causewords.h"
#include "models/store/ledger.h"

#include <QCryptographicHash>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

const QString root = u"causes/answer/"_s;
constexpr std::size_t mostWrites = 256;

QString keyOf(qint64 incident, const QString &service)
{
    const auto hash = QCryptographicHash::hash(service.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return root + QString::number(incident) + u'/' + QString::fromLatin1(hash);
}

// What makes it worth judging anew: who alarms since when, and whether it is over.
bool isSameFor(const Incident &one, const Incident &other)
{
    return one.services == other.services && one.regions == other.regions && one.openedNs == other.openedNs &&
           one.closedNs == other.closedNs;
}

} // namespace

CauseDesk::CauseDesk(const Parts &parts, const base::Clock &clock, const async::Pools &pools, QString actor,
                     QObject *parent)
    : QObject(parent),
      m_parts(parts),
      m_clock(clock),
      m_pools(pools),
      m_actor(std::move(actor)),
      m_reader(parts.metrics, parts.sources, parts.services)
{
    m_timer.setInterval(refreshMs);
    m_timer.callOnTimeout(this, [this] {
        if (m_judgedIncident && m_judgedIncident->isOpen())
            gather();
    });
    connect(&m_parts.incidents, &IncidentKeeper::changed, this, &CauseDesk::follow);
    connect(&m_parts.services, &ServiceCatalog::changed, this, &CauseDesk::follow);
}

CauseDesk::~CauseDesk() = default;

void CauseDesk::start()
{
    m_reading = m_parts.ledger.settings(root, [this](const base::Result<QHash<QString, QJsonValue>> &settings) {
        if (!settings)
            m_keepError = settings.error();
        else
            for (const auto &value : *settings)
                if (const auto answer = causeAnswerFrom(value.toObject()))
                    m_answers.put(*answer);
        m_isReady = true;
        follow();
    });
}

void CauseDesk::look(qint64 incident)
{
    if (incident == m_incident)
        return;
    m_incident = incident;
    m_judgedIncident.reset();
    m_signals.reset();
    m_gathering = {};
    m_isGathering = false;
    if (incident == 0)
        m_timer.stop();
    else
        m_timer.start();
    follow();
    Q_EMIT changed();
}

void CauseDesk::heedAnomalies(std::vector<CauseAnomaly> anomalies)
{
    if (anomalies == *m_anomalies)
        return;
    m_anomalies = std::make_shared<const std::vector<CauseAnomaly>>(std::move(anomalies));
    if (!m_isGathering) // else it is judged with them anyway
        judge();
}

void CauseDesk::stand(CauseReportPtr report)
{
    m_standing = std::move(report);
    Q_EMIT changed();
}

CauseReportPtr CauseDesk::report() const
{
    if (m_standing && m_standing->incident == m_incident)
        return m_standing;
    const auto found = std::ranges::find(m_reports, m_incident, [](const auto &one) { return one->incident; });
    return found == m_reports.end() ? nullptr : *found;
}

void CauseDesk::follow()
{
    const auto *now = m_parts.incidents.snapshot()->find(m_incident);
    if (!m_isReady || m_isGathering || !now || (m_standing && m_standing->incident == m_incident))
        return;
    const bool isSame = m_judgedIncident && isSameFor(*m_judgedIncident, *now) && m_judgedServices &&
                        m_judgedServices->deploys == m_parts.services.snapshot()->deploys &&
                        m_judgedServices->metricNames.size() == m_parts.services.snapshot()->metricNames.size();
    if (!isSame)
        gather();
}

void CauseDesk::gather()
{
    const auto *now = m_parts.incidents.snapshot()->find(m_incident);
    if (m_isGathering || !now)
        return;
    m_isGathering = true;
    m_judgedIncident = std::make_shared<const Incident>(*now);
    m_judgedServices = m_parts.services.snapshot();
    m_gathering = m_reader.gather(*now, m_clock.nowNs(), [this](const std::shared_ptr<const CauseSignals> &gathered) {
        m_isGathering = false;
        m_signals = gathered;
        judge();
    });
}

void CauseDesk::judge()
{
    if (!m_judgedIncident || !m_signals)
        return;
    m_isJudging = true;
    m_jobs.runLatest(
        u"judge"_s, m_pools.analysis(),
        [incident = m_judgedIncident, services = m_judgedServices, gathered = m_signals, weights = m_answers.weights(),
         times = m_answers.timesCause(m_incident), anomalies = m_anomalies](std::stop_token) {
            const auto facts = causeFacts(*incident, *services, *gathered, times, *anomalies);
            auto out = causeReport(facts, *incident, analysis::rankCauses(facts.question, weights), weights);
            out.missing = gathered->missing;
            return out;
        },
        [this](CauseReport report) {
            m_isJudging = false;
            take(std::move(report));
            follow(); // what changed meanwhile
        });
}

void CauseDesk::take(CauseReport report)
{
    report.asOfNs = m_clock.nowNs();
    report.answers = m_answers.size();
    for (auto &suspect : report.suspects)
        if (const auto *answer = m_answers.find(report.incident, suspect.service))
            suspect.isRight = answer->isRight;
    std::erase_if(m_reports, [&](const auto &one) { return one->incident == report.incident; });
    m_reports.push_back(std::make_shared<const CauseReport>(std::move(report)));
    if (m_reports.size() > mostReports)
        m_reports.erase(m_reports.begin());
    Q_EMIT changed();
}

void CauseDesk::answer(const QString &service, bool isRight, Reply reply)
{
    if (m_standing && m_standing->incident == m_incident) {
        reply(
            base::makeError(base::ErrorKind::Unsupported, tr("What was suspected is kept with the incident: it cannot "
                                                             "be answered here.")));
        return;
    }
    const auto shown = report();
    auto given = shown ? answerAbout(*shown, service, isRight) : std::nullopt;
    if (!given) {
        reply(base::makeError(base::ErrorKind::Invalid,
                              tr("%1 is not among the suspected causes any more.").arg(service)));
        return;
    }
    given->atNs = m_clock.nowNs();
    given->by = m_actor;
    keep(given->incident, service, given, isRight ? u"cause.right"_s : u"cause.wrong"_s, std::move(reply));
}

void CauseDesk::undo(const CauseUndo &what, Reply reply)
{
    keep(what.incident, what.service, what.before, u"cause.undo"_s, std::move(reply));
}

// Counts at once; the reply comes when it is kept, with an audit record.
void CauseDesk::keep(qint64 incident, const QString &service, const std::optional<CauseAnswer> &answer,
                     const QString &action, Reply reply)
{
    CauseUndo back{incident, service, {}};
    if (const auto *known = m_answers.find(incident, service))
        back.before = *known;
    std::vector<CauseAnswer> gone;
    if (answer)
        gone = m_answers.put(*answer);
    else
        m_answers.remove(incident, service);
    judge();
    if (m_writes.size() > mostWrites) // long written
        m_writes.erase(m_writes.begin(), m_writes.begin() + static_cast<std::ptrdiff_t>(mostWrites / 2));
    for (const auto &one : gone)
        m_writes.push_back(
            m_parts.ledger.setSetting(keyOf(one.incident, one.service), QJsonValue(), [](const auto &) {}));
    const store::AuditNote note{m_actor, action, u"INC-%1"_s.arg(incident), {{u"service"_s, service}}};
    m_writes.push_back(m_parts.ledger.record(note, [](const auto &) {}));
    m_writes.push_back(m_parts.ledger.setSetting(keyOf(incident, service),
                                                 answer ? QJsonValue(toJson(*answer)) : QJsonValue(),
                                                 [this, back, reply](const base::Result<base::Done> &done) {
                                                     m_keepError = done ? std::nullopt : std::optional(done.error());
                                                     if (done)
                                                         reply(back);
                                                     else
                                                         reply(done.error());
                                                 }));
}

} // namespace wf::engine
