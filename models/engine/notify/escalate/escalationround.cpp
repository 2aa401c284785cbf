// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/notify/escalate/escalationround.h"

#include "models/base/timetext.h"
#include "models/engine/notify/deliver/deliverydesk.h"

#include <algorithm>
#include <utility>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::NotifyStep;

namespace {

// A step that comes so much later than it was due says so.
constexpr qint64 lateNs = base::nsPerMinute;

void addPlace(std::vector<ToldPlace> &places, const ToldPlace &place)
{
    if (std::ranges::find(places, place) == places.end())
        places.push_back(place);
}

void addChannel(std::vector<ToldPlace> &places, const QString &name, const wire::NotifySettings &settings)
{
    const wire::Channel *channel = settings.channel(name);
    if (channel == nullptr)
        return;
    if (channel->kind != wire::Channel::Kind::Sms)
        return addPlace(places, {name, {}});
    for (const QString &number : channel->to)
        addPlace(places, {name, number});
}

signals::Notification notificationOf(const Incident &incident, NotifyStep step, const KeptEscalation &kept,
                                     const EscalationWorld &world)
{
    signals::Notification out;
    out.step = step;
    out.key = kept.key;
    out.incident = incident.id();
    out.environment = world.environment;
    out.severity = incident.severity;
    out.title = incident.title;
    for (const QString &reason : incident.reasons)
        out.lines << (reason.endsWith(u'.') ? reason : reason + u'.');
    out.service = incident.service;
    out.others = incident.services;
    out.others.removeAll(incident.service);
    out.firing = static_cast<int>(std::ranges::count_if(incident.alerts, &IncidentAlert::fires));
    out.who = incident.owner;
    out.openedNs = incident.openedNs;
    out.atNs = world.nowNs;
    return out;
}

class Round {
public:
    Round(const Incident &incident, KeptEscalation kept, const EscalationWorld &world)
        : m_incident(incident), m_world(world)
    {
        m_out.kept = std::move(kept);
    }

    void tell(const std::vector<ToldPlace> &places, const QStringList &keyParts, const signals::Notification &what)
    {
        for (const ToldPlace &place : places) {
            const wire::Channel *channel = m_world.settings.channel(place.channel);
            // A text message calls somebody; that it is over they see when they look.
            if (channel != nullptr && channel->kind == wire::Channel::Kind::Sms && what.step != NotifyStep::Trigger)
                continue;
            m_out.orders.push_back(
                {orderKey(QStringList{m_out.kept.key} + keyParts + QStringList{place.channel, place.to}), place.channel,
                 place.to, what, m_world.nowNs + DeliveryDesk::giveUpAfterNs});
            addPlace(m_out.kept.told, place);
        }
    }

    void takeTurn(const signals::Escalation &escalation, const analysis::EscalationTurn &turn)
    {
        const auto &step = escalation.steps[static_cast<std::size_t>(turn.step)];
        auto what = notificationOf(m_incident, NotifyStep::Trigger, m_out.kept, m_world);
        std::vector<ToldPlace> places;
        for (const auto &target : step.targets)
            for (const ToldPlace &place : placesOf(target, m_world))
                addPlace(places, place);
        if (places.empty()) {
            places = everybodyIn(escalation);
            what.note = u"Step %1 reaches nobody now, so everybody this escalation knows is told."_s.arg(turn.step + 1);
            m_out.problems << u"%1, step %2: nobody can be reached by it now; everybody else was told."_s.arg(
                escalation.name, QString::number(turn.step + 1));
        }
        if (!m_byHand.isEmpty())
            what.lines << m_byHand;
        else if (m_world.nowNs - turn.dueNs > lateNs)
            what.lines << u"This was due at %1; nothing ran escalations then."_s.arg(base::isoTime(turn.dueNs));
        if (turn.number > 0 && m_incident.needed > 0)
            what.lines << u"Nobody has taken it since step %1."_s.arg(turn.number);
        // A step that was told already is another message.
        const bool isAgain = turn.number < m_out.kept.progress.told;
        tell(places,
             isAgain ? QStringList{u"again"_s, QString::number(m_out.kept.byHand)}
                     : QStringList{u"turn"_s, escalation.name, QString::number(turn.number)},
             what);
        m_out.kept.progress.told = std::max(m_out.kept.progress.told, turn.number + 1);
        m_out.kept.severity = m_incident.severity;
    }

    // What follows is asked for by somebody.
    void askedBy(const QString &who, const QString &note)
    {
        ++m_out.kept.byHand;
        m_byHand << u"%1 escalates it."_s.arg(who);
        if (!note.isEmpty())
            m_byHand << note;
    }

    void tellAll(NotifyStep step, const QStringList &keyParts)
    {
        tell(std::vector(m_out.kept.told), keyParts, notificationOf(m_incident, step, m_out.kept, m_world));
    }

    EscalationRound &out() { return m_out; }

private:
    [[nodiscard]] std::vector<ToldPlace> everybodyIn(const signals::Escalation &escalation) const
    {
        std::vector<ToldPlace> places;
        for (const auto &step : escalation.steps)
            for (const auto &target : step.targets)
                for (const ToldPlace &place : placesOf(target, m_world))
                    addPlace(places, place);
        if (places.empty())
            for (const auto &person : m_world.settings.people)
                for (const QString &channel : person.channels)
                    addChannel(places, channel, m_world.settings);
        return places;
    }

    const Incident &m_incident;
    const EscalationWorld &m_world;
    QStringList m_byHand; // who asks for it, and why
    EscalationRound m_out;
};

// Which escalation an incident follows now; a worse one takes over and begins anew.
const signals::Escalation *follow(const Incident &incident, KeptEscalation &kept, const EscalationWorld &world)
{
    const auto &all = world.settings.escalations;
    const auto *wanted = analysis::escalationFor(
        all, {incident.severity, incident.services, incident.openedNs, world.burns && world.burns(incident.services)});
    const auto current = std::ranges::find(all, kept.progress.escalation, &signals::Escalation::name);
    const bool isWorse = incident.severity < kept.severity;
    if (current != all.end() && (wanted == nullptr || wanted == &*current || !isWorse))
        return &*current;
    if (wanted != nullptr) {
        const qint64 held = kept.progress.heldSinceNs;
        kept.progress = {wanted->name, world.nowNs, 0, held, 0, false};
        kept.severity = incident.severity;
    }
    return wanted;
}

// The escalation it follows, with what is kept of it from now on.
const signals::Escalation *begin(const Incident &incident, KeptEscalation &kept, const EscalationWorld &world)
{
    const auto *escalation = follow(incident, kept, world);
    if (kept.key.isEmpty()) {
        const IncidentAlert first = incident.alerts.empty() ? IncidentAlert() : incident.alerts.front();
        kept.key = u"watchfloor/"_s + orderKey({first.fingerprint, QString::number(first.startNs), incident.id()});
    }
    kept.title = incident.title;
    return escalation;
}

} // namespace

std::vector<ToldPlace> placesOf(const signals::NotifyTarget &target, const EscalationWorld &world)
{
    std::vector<ToldPlace> places;
    const auto addPerson = [&](const signals::Person *person) {
        if (person != nullptr)
            for (const QString &channel : person->channels)
                addChannel(places, channel, world.settings);
    };
    if (!target.channel.isEmpty())
        addChannel(places, target.channel, world.settings);
    if (!target.person.isEmpty())
        addPerson(world.settings.person(target.person));
    if (const auto *rota = target.onCall.isEmpty() ? nullptr : world.settings.rota(target.onCall); rota != nullptr)
        for (const auto *person : world.onCall(*rota).people)
            addPerson(person);
    return places;
}

std::optional<EscalationRound> escalate(const Incident &incident, const std::optional<KeptEscalation> &before,
                                        const EscalationWorld &world)
{
    KeptEscalation kept = before.value_or(KeptEscalation());
    const auto *escalation = begin(incident, kept, world);
    if (escalation == nullptr)
        return std::nullopt;
    Round round(incident, kept, world);
    auto &progress = round.out().kept.progress;
    if (incident.needed == 0) {
        const bool isNew = progress.heldSinceNs == 0;
        analysis::hold(progress, world.nowNs);
        if (isNew && !incident.owner.isEmpty())
            round.tellAll(NotifyStep::Acknowledge, {u"held"_s, QString::number(++round.out().kept.held)});
    } else {
        analysis::goOn(progress, world.nowNs);
    }
    if (world.isRun)
        for (const auto &turn : analysis::dueTurns(*escalation, progress, world.nowNs))
            round.takeTurn(*escalation, turn);
    if (incident.severity < round.out().kept.severity) {
        round.tellAll(NotifyStep::Update, {u"worse"_s, signals::severityName(incident.severity)});
        round.out().kept.severity = incident.severity;
    }
    return round.out();
}

base::Result<EscalationRound> escalateByHand(const Incident &incident, const std::optional<KeptEscalation> &before,
                                             const QString &who, const QString &note, const EscalationWorld &world)
{
    KeptEscalation kept = before.value_or(KeptEscalation());
    const auto *escalation = begin(incident, kept, world);
    if (escalation == nullptr)
        return base::makeError(base::ErrorKind::Invalid,
                               u"No escalation is for %1, so nobody can be told of it"_s.arg(incident.id()),
                               u"Add one for its severity and services under spec.escalations."_s);
    Round round(incident, kept, world);
    round.askedBy(who, note);
    auto &progress = round.out().kept.progress;
    const bool isHeld = progress.heldSinceNs > 0 || incident.needed == 0;
    analysis::goOn(progress, world.nowNs);
    const int steps = static_cast<int>(escalation->steps.size());
    auto turn = analysis::nextTurn(*escalation, progress);
    if (turn)
        progress.startedNs += world.nowNs - std::exchange(turn->dueNs, world.nowNs);
    else
        turn = analysis::EscalationTurn{progress.told - 1, (progress.told - 1) / steps, (progress.told - 1) % steps,
                                        world.nowNs};
    round.takeTurn(*escalation, *turn);
    if (isHeld)
        analysis::hold(progress, world.nowNs);
    return round.out();
}

EscalationRound endEscalation(const Incident *incident, qint64 number, const KeptEscalation &before,
                              const EscalationWorld &world)
{
    Incident gone; // closed more than a day ago, or merged into another
    gone.number = number;
    gone.title = before.title;
    gone.severity = before.severity;
    Round round(incident != nullptr ? *incident : gone, before, world);
    round.tellAll(NotifyStep::Resolve, {u"over"_s});
    round.out().kept.progress.isOver = true;
    return round.out();
}

QJsonObject toJson(const KeptEscalation &kept)
{
    QJsonArray told;
    for (const ToldPlace &place : kept.told)
        told.append(QJsonObject{{u"channel"_s, place.channel}, {u"to"_s, place.to}});
    const auto &p = kept.progress;
    return {{u"key"_s, kept.key},
            {u"escalation"_s, p.escalation},
            {u"started"_s, QString::number(p.startedNs)},
            {u"held_ns"_s, QString::number(p.heldNs)},
            {u"held_since"_s, QString::number(p.heldSinceNs)},
            {u"steps"_s, p.told},
            {u"told"_s, told},
            {u"severity"_s, signals::severityName(kept.severity)},
            {u"held"_s, kept.held},
            {u"by_hand"_s, kept.byHand},
            {u"title"_s, kept.title}};
}

std::optional<KeptEscalation> keptEscalationFrom(const QJsonObject &json)
{
    KeptEscalation out;
    out.key = json.value(u"key"_s).toString();
    auto &p = out.progress;
    p.escalation = json.value(u"escalation"_s).toString();
    p.startedNs = json.value(u"started"_s).toString().toLongLong();
    p.heldNs = json.value(u"held_ns"_s).toString().toLongLong();
    p.heldSinceNs = json.value(u"held_since"_s).toString().toLongLong();
    p.told = json.value(u"steps"_s).toInt(-1);
    for (const QJsonValue &place : json.value(u"told"_s).toArray())
        out.told.push_back({place[u"channel"_s].toString(), place[u"to"_s].toString()});
    out.severity = signals::severityFromLabel(json.value(u"severity"_s).toString());
    out.held = json.value(u"held"_s).toInt();
    out.byHand = json.value(u"by_hand"_s).toInt();
    out.title = json.value(u"title"_s).toString();
    if (out.key.isEmpty() || p.escalation.isEmpty() || p.startedNs <= 0 || p.told < 0)
        return std::nullopt;
    return out;
}

} // namespace wf::engine
