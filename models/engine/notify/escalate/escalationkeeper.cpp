// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/escalate/escalationkeeper.h"

#include "models/engine/notify/escalate/asked.h"
#include "models/store/ledger.h"

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr int everyMs = 1'000;
const QString prefix = QStringLiteral("escalation/");

QStringList placesIn(const std::vector<DeliveryOrder> &orders)
{
    QStringList out;
    for (const DeliveryOrder &order : orders)
        out << (order.to.isEmpty() ? order.channel : u"%1 %2"_s.arg(order.channel, order.to));
    return out;
}

} // namespace

const QString EscalationKeeper::runsKey = QStringLiteral("escalation/runs");

EscalationKeeper::EscalationKeeper(Parts parts, const base::Clock &clock, QString environment, QString actor,
                                   QObject *parent)
    : QObject(parent),
      m_parts(std::move(parts)),
      m_clock(clock),
      m_environment(std::move(environment)),
      m_actor(std::move(actor)),
      m_settings(std::make_shared<wire::NotifySettings>())
{
    connect(&m_timer, &QTimer::timeout, this, &EscalationKeeper::tick);
    connect(&m_parts.incidents, &IncidentKeeper::changed, this, &EscalationKeeper::tick);
    connect(&m_parts.calendars, &OnCallCalendars::changed, this, &EscalationKeeper::changed);
}

EscalationKeeper::~EscalationKeeper() = default;

void EscalationKeeper::start(Run run)
{
    m_run = run;
    m_requests.push_back(m_parts.ledger.settings(prefix, [this](const base::Result<QHash<QString, QJsonValue>> &read) {
        if (!read)
            return Q_EMIT problem(u"Escalations cannot be read from the ledger: %1"_s.arg(read.error().summary));
        for (auto at = read->begin(); at != read->end(); ++at) {
            if (at.key() == runsKey) {
                m_isRunning = at.value().toBool();
                continue;
            }
            if (auto kept = keptEscalationFrom(at.value().toObject()))
                m_entries[at.key().mid(prefix.size()).toLongLong()].kept = std::move(kept);
        }
        m_isRead = true;
        m_timer.start(everyMs);
        tick();
        Q_EMIT changed();
    }));
}

void EscalationKeeper::setSettings(std::shared_ptr<const wire::NotifySettings> settings)
{
    m_settings = std::move(settings);
    m_parts.desk.setSettings(m_settings);
    m_parts.calendars.setRotas(m_settings->rotas);
    tick();
    Q_EMIT changed();
}

void EscalationKeeper::setRunning(bool isRunning, store::Reply<base::Done> reply)
{
    m_requests.push_back(m_parts.ledger.setSetting(
        runsKey, isRunning, [this, isRunning, reply = std::move(reply)](const base::Result<base::Done> &kept) {
            if (kept) {
                m_isRunning = isRunning;
                tick();
                Q_EMIT changed();
            }
            reply(kept);
        }));
    m_requests.push_back(m_parts.ledger.record(
        {m_actor, isRunning ? u"escalation.run"_s : u"escalation.stop"_s, m_environment, {}}, [](const auto &) {}));
}

void EscalationKeeper::heedOthers(std::vector<EscalationRunner> others, bool isWhole)
{
    m_others = std::move(others);
    m_areOthersWhole = isWhole;
    Q_EMIT changed();
}

QString EscalationKeeper::runWords() const
{
    QStringList others;
    for (const auto &one : m_others)
        others << runnerWords(one, m_clock.nowNs());
    if (m_isRunning)
        return others.isEmpty() ? u"run here"_s
                                : u"run here and by %1, so that each step is told twice"_s.arg(others.join(u", "_s));
    if (!others.isEmpty())
        return u"run by %1"_s.arg(others.join(u" and "_s));
    return m_areOthersWhole ? u"run by nobody"_s : u"not run here"_s;
}

bool EscalationKeeper::waitsForNumber(qint64 incident, std::function<void()> deed)
{
    if (m_entries[incident].kept || m_parts.incidents.isKept())
        return false;
    m_later.push_back(std::move(deed));
    return true;
}

analysis::OnCallNow EscalationKeeper::onCall(const signals::OnCallRota &rota, qint64 atNs) const
{
    return analysis::onCallAt(rota, m_parts.calendars.state(rota.name).entries, m_settings->people, atNs);
}

bool EscalationKeeper::isOnCallFor(const QString &who, const QStringList &services) const
{
    const auto asks = [](const signals::Escalation &escalation, const QString &rota) {
        return std::ranges::any_of(escalation.steps, [&](const signals::EscalationStep &step) {
            return std::ranges::any_of(step.targets, [&](const auto &target) { return target.onCall == rota; });
        });
    };
    return std::ranges::any_of(m_settings->rotas, [&](const signals::OnCallRota &rota) {
        const auto now = onCall(rota, m_clock.nowNs());
        if (std::ranges::none_of(now.people, [&](const auto *one) { return one->isCalled(who); }))
            return false;
        bool isAsked = false;
        for (const auto &escalation : m_settings->escalations)
            if (asks(escalation, rota.name)) {
                isAsked = true;
                if (analysis::namesService(escalation.services, services))
                    return true;
            }
        return !isAsked;
    });
}

EscalationWorld EscalationKeeper::world() const
{
    const qint64 now = m_clock.nowNs();
    return {*m_settings,   m_environment, [this, now](const auto &rota) { return onCall(rota, now); },
            m_parts.burns, now,           m_isRunning};
}

bool EscalationKeeper::isOurs(const Entry &entry) const
{
    return !entry.isBusy && (m_isRunning || (entry.kept && entry.kept->byHand > 0));
}

void EscalationKeeper::tick()
{
    for (const auto &deed : std::exchange(m_later, {}))
        deed();
    // Before the incidents are whole again, an old one would look as if it were over.
    if (!m_isRead || m_run == Run::ByHandOnly || m_parts.incidents.snapshot()->asOfNs == 0 ||
        !m_parts.incidents.isSettled())
        return;
    const IncidentSnapshotPtr incidents = m_parts.incidents.snapshot();
    const EscalationWorld now = world();
    const bool isLasting = m_parts.incidents.isKept(); // what is new is written down, or cannot be
    for (const IncidentPtr &incident : incidents->open) {
        Entry &entry = m_entries[incident->number];
        if (!isOurs(entry) || (!entry.kept && !isLasting)) // after a crash another incident might bear the number
            continue;
        if (const auto round = escalate(*incident, entry.kept, now))
            runRound(incident->number, *round);
    }
    std::vector<qint64> over;
    for (const auto &[number, entry] : m_entries) {
        const Incident *incident = incidents->find(number);
        if ((isOurs(entry) || !entry.kept) && !entry.isBusy && (incident == nullptr || !incident->isOpen()))
            over.push_back(number);
    }
    for (const qint64 number : over) {
        Entry &entry = m_entries[number];
        if (entry.kept)
            runRound(number, endEscalation(incidents->find(number), number, *entry.kept, now));
        else
            m_entries.erase(number);
    }
}

void EscalationKeeper::runRound(qint64 incident, const EscalationRound &round, const std::function<void()> &done)
{
    for (const QString &words : round.problems)
        Q_EMIT problem(words);
    Entry &entry = m_entries[incident];
    if (entry.kept == round.kept)
        return;
    entry.isBusy = true;
    const auto end = [this, incident, kept = round.kept, done] {
        laid(incident, kept);
        if (done)
            done();
    };
    if (round.orders.empty())
        return end();
    auto left = std::make_shared<std::size_t>(round.orders.size());
    for (const DeliveryOrder &order : round.orders)
        m_parts.desk.submit(order, [left, end](const base::Result<base::Done> &) {
            // One that could not be written down goes out from memory; its key keeps it from going out again.
            if (--*left == 0)
                end();
        });
}

void EscalationKeeper::escalateNow(qint64 incident, const QString &note, store::Reply<QStringList> reply)
{
    const Incident *found = m_parts.incidents.snapshot()->find(incident);
    if (!m_isRead || found == nullptr || !found->isOpen())
        return reply(base::makeError(base::ErrorKind::NotFound, u"INC-%1 is not open"_s.arg(incident)));
    if (waitsForNumber(incident, [this, incident, note, reply] { escalateNow(incident, note, reply); }))
        return;
    const Entry &entry = m_entries[incident];
    if (entry.isBusy)
        return reply(base::makeError(base::ErrorKind::Invalid,
                                     u"Whom to tell of INC-%1 is being written down"_s.arg(incident),
                                     u"Try again in a moment."_s));
    const auto round = escalateByHand(*found, entry.kept, m_actor, note, world());
    if (!round)
        return reply(round.error());
    const QStringList told = placesIn(round->orders);
    record(*found, told, note);
    runRound(incident, *round, [reply = std::move(reply), told] { reply(told); });
}

void EscalationKeeper::escalateTo(qint64 incident, const signals::NotifyTarget &target, const QString &note,
                                  store::Reply<QStringList> reply)
{
    const Incident *found = m_parts.incidents.snapshot()->find(incident);
    if (found == nullptr || !found->isOpen())
        return reply(base::makeError(base::ErrorKind::NotFound, u"INC-%1 is not open"_s.arg(incident)));
    if (waitsForNumber(incident, [this, incident, target, note, reply] { escalateTo(incident, target, note, reply); }))
        return;
    const auto orders = ordersTo(target, *found, world(), m_actor, note);
    if (orders.empty())
        return reply(base::makeError(base::ErrorKind::Invalid, u"Nobody can be reached by it now"_s,
                                     u"Choose another person or a channel."_s));
    const QStringList told = placesIn(orders);
    record(*found, told, note);
    auto left = std::make_shared<std::size_t>(orders.size());
    auto failure = std::make_shared<std::optional<base::Error>>();
    for (const DeliveryOrder &order : orders)
        m_parts.desk.submit(order, [left, failure, told, reply](const base::Result<base::Done> &kept) {
            if (!kept)
                *failure = kept.error();
            if (--*left > 0)
                return;
            if (*failure)
                reply(**failure);
            else
                reply(told);
        });
}

void EscalationKeeper::record(const Incident &incident, const QStringList &told, const QString &note)
{
    m_requests.push_back(m_parts.ledger.record(
        {m_actor, u"escalation.byhand"_s, incident.id(), {{u"told"_s, told.join(u", "_s)}, {u"note"_s, note}}},
        [](const auto &) {}));
}

void EscalationKeeper::laid(qint64 incident, const KeptEscalation &kept)
{
    if (kept.progress.isOver) {
        m_entries.erase(incident);
        m_requests.push_back(
            m_parts.ledger.setSetting(prefix + QString::number(incident), QJsonValue(), [](const auto &) {}));
    } else {
        m_entries[incident] = {kept, false};
        keep(incident, kept);
    }
    Q_EMIT changed();
}

void EscalationKeeper::keep(qint64 incident, const KeptEscalation &kept)
{
    m_requests.push_back(m_parts.ledger.setSetting(
        prefix + QString::number(incident), toJson(kept), [this](const base::Result<base::Done> &written) {
            if (!written)
                Q_EMIT problem(u"An escalation cannot be written down: %1"_s.arg(written.error().summary));
        }));
    if (m_requests.size() > 512)
        m_requests.erase(m_requests.begin(), m_requests.begin() + 256); // writes go on without their answer
}

std::optional<EscalationKeeper::View> EscalationKeeper::view(qint64 incident) const
{
    const Incident *found = m_parts.incidents.snapshot()->find(incident);
    if (found == nullptr || !found->isOpen())
        return std::nullopt;
    return viewIn(world(), *found);
}

std::optional<EscalationKeeper::View> EscalationKeeper::viewIn(const EscalationWorld &now,
                                                               const Incident &incident) const
{
    const auto at = m_entries.find(incident.number);
    const auto round = escalate(incident, at == m_entries.end() ? std::nullopt : at->second.kept, now);
    if (!round)
        return std::nullopt;
    const auto &progress = at != m_entries.end() && at->second.kept ? at->second.kept->progress : round->kept.progress;
    View out{progress.escalation, progress.told, progress.heldSinceNs > 0 || incident.needed == 0, 0, 0, {},
             m_isRunning};
    const auto escalation = std::ranges::find(m_settings->escalations, progress.escalation, &signals::Escalation::name);
    const auto turn = escalation == m_settings->escalations.end() || out.isHeld
                          ? std::nullopt
                          : analysis::nextTurn(*escalation, progress);
    if (!turn)
        return out;
    out.nextNs = m_isRunning ? turn->dueNs : 0;
    out.nextStep = turn->step + 1;
    for (const auto &target : escalation->steps[static_cast<std::size_t>(turn->step)].targets) {
        QStringList places;
        for (const ToldPlace &place : placesOf(target, now))
            places << (place.to.isEmpty() ? place.channel : u"%1 %2"_s.arg(place.channel, place.to));
        if (!target.channel.isEmpty())
            out.next << target.channel;
        else
            out.next << u"%1 (%2)"_s.arg(target.person.isEmpty() ? u"on call in "_s + target.onCall : target.person,
                                         places.isEmpty() ? u"nobody now"_s : places.join(u", "_s));
    }
    return out;
}

std::vector<NextStep> EscalationKeeper::nextSteps() const
{
    std::vector<NextStep> out;
    if (!m_isRunning)
        return out;
    const EscalationWorld now = world();
    for (const IncidentPtr &incident : m_parts.incidents.snapshot()->open)
        if (auto at = viewIn(now, *incident); at && at->nextNs > 0)
            out.push_back({incident, at->nextNs, std::move(at->next)});
    return out;
}

} // namespace wf::engine
