// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/incidents/incidentkeeper.h"

#include "models/base/duration.h"
#include "models/engine/incidents/incidentkeys.h"
#include "models/engine/services/namedcalls.h"
#include "models/store/alertlog.h"
#include "models/store/ledger.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 learnsFromNs = 30 * base::nsPerDay;
constexpr std::size_t writtenAtOnce = 64;

// The same pair has one place, whichever way it is named.
QString lessonKey(const Lesson &lesson)
{
    auto names = std::array{lesson.one, lesson.other};
    const auto text = [](const AlertKindName &k) -> QString { return k.name + u'\n' + k.service + u'\n' + k.instance; };
    if (text(names[1]) < text(names[0]))
        std::swap(names[0], names[1]);
    const QByteArray both = (text(names[0]) + u'\r' + text(names[1])).toUtf8();
    return incidentLessonRoot +
           QString::fromLatin1(QCryptographicHash::hash(both, QCryptographicHash::Sha256).toHex().left(24));
}

PastFiring pastFiring(const store::AlertSighting &sighting, const PlaceResolver &resolve)
{
    const auto place = resolve(sighting.alert.labels);
    PastFiring out;
    auto &alert = out.alert;
    alert.key = alertKey(sighting.alert);
    alert.fingerprint = sighting.alert.fingerprint;
    alert.name = sighting.alert.name();
    alert.service = sighting.service;
    alert.region = place.region;
    alert.instance = place.instance;
    alert.summary = sighting.alert.annotations.text("summary");
    alert.severity = sighting.alert.severity();
    alert.owner = sighting.ackBy;
    alert.handling = sighting.ackBy.isEmpty() ? Handling::Open : Handling::Acknowledged;
    alert.sources = {sighting.source};
    alert.startNs = sighting.alert.startsNs ? sighting.alert.startsNs : sighting.firstSeenNs;
    alert.endNs = sighting.endedNs;
    out.wasActedOn = !sighting.ackBy.isEmpty();
    out.calls = callsNamedBy(sighting.alert.labels, sighting.alert.annotations, sighting.service);
    return out;
}

// Every source keeps a log of its own: what the members of a cluster each saw of one firing is one. `firings` by start.
std::vector<PastFiring> joinedOverSources(std::vector<PastFiring> firings)
{
    std::vector<PastFiring> out;
    QHash<QString, std::size_t> latest; // by fingerprint
    for (auto &one : firings) {
        const auto hit = latest.constFind(one.alert.fingerprint);
        auto *before = hit == latest.cend() ? nullptr : &out[*hit].alert;
        if (before && !before->sources.contains(one.alert.sources.front()) &&
            (before->fires() || one.alert.startNs <= before->endNs)) {
            before->sources << one.alert.sources;
            before->endNs = before->fires() || one.alert.fires() ? 0 : std::max(before->endNs, one.alert.endNs);
            if (before->owner.isEmpty()) {
                before->owner = one.alert.owner;
                before->handling = one.alert.handling;
            }
            out[*hit].wasActedOn |= one.wasActedOn;
        } else {
            latest.insert(one.alert.fingerprint, out.size());
            out.push_back(std::move(one));
        }
    }
    return out;
}

base::Error nothingNew()
{
    return base::makeError(
        base::ErrorKind::Invalid,
        QCoreApplication::translate("wf::engine::IncidentKeeper", "That is known already, or it is the same alert."));
}

base::Error notPossible()
{
    return base::makeError(base::ErrorKind::Invalid,
                           QCoreApplication::translate("wf::engine::IncidentKeeper",
                                                       "The incident is not open any more, or nothing would be left "
                                                       "of it."));
}

} // namespace

IncidentKeeper::IncidentKeeper(const Parts &parts, PlaceResolver resolve, const base::Clock &clock,
                               const async::Pools &pools, QString actor, QObject *parent)
    : QObject(parent),
      m_parts(parts),
      m_resolve(resolve ? std::move(resolve) : PlaceResolver(placeFromUsualLabels)),
      m_clock(clock),
      m_pools(pools),
      m_actor(std::move(actor)),
      m_book(std::make_shared<IncidentBook>()),
      m_snapshot(std::make_shared<const IncidentSnapshot>()),
      m_leftovers(pools.parse())
{
    connect(&m_parts.alerts, &AlertWatch::changed, this, &IncidentKeeper::follow);
    connect(&m_parts.services, &ServiceCatalog::changed, this, &IncidentKeeper::follow);
}

IncidentKeeper::~IncidentKeeper() = default;

void IncidentKeeper::start()
{
    m_isToRead = true;
    readWhenKept();
}

// What is not written yet would be read as if it had never been, and get other numbers.
void IncidentKeeper::readWhenKept()
{
    if (!m_isToRead || m_isReading || m_isBusy || !m_jobs.empty() || !isKept())
        return;
    m_isToRead = false;
    m_isReading = true;
    m_reading = m_parts.ledger.settings(incidentRoot, [this](base::Result<QHash<QString, QJsonValue>> settings) {
        if (!settings)
            m_keepError = settings.error();
        else
            for (auto it = settings->cbegin(); it != settings->cend(); ++it) {
                if (it.key() == incidentWindowKey) {
                    m_settings.windowNs = windowFrom(it.value().toString()).value_or(m_settings.windowNs);
                } else if (it.key().startsWith(incidentLessonRoot)) {
                    if (auto lesson = lessonFrom(it.value().toObject()))
                        m_lessons.push_back(std::move(*lesson));
                } else if (it.key().startsWith(incidentOutcomeRoot)) {
                    if (auto outcome = outcomeFrom(it.value().toObject()))
                        m_outcomesBefore.push_back(std::move(*outcome));
                } else if (auto incident = keptIncidentFrom(it.value().toObject())) {
                    m_keptBefore.push_back(std::move(*incident));
                }
            }
        readPast();
    });
}

std::optional<qint64> IncidentKeeper::windowFrom(const QString &text)
{
    const auto ns = base::parseDuration(text);
    return ns && *ns >= shortestWindowNs && *ns <= longestWindowNs ? ns : std::nullopt;
}

void IncidentKeeper::setWindow(qint64 ns, store::Reply<base::Done> reply)
{
    if (ns < shortestWindowNs || ns > longestWindowNs)
        return reply(notPossible());
    const QString text = base::promDuration(ns);
    m_deeds.push_back(m_parts.ledger.record({m_actor, u"incident.window"_s, text, QJsonObject()}, [](const auto &) {}));
    m_deeds.push_back(m_parts.ledger.setSetting(
        incidentWindowKey, text, [this, ns, reply = std::move(reply)](const base::Result<base::Done> &done) {
            if (done) {
                m_settings.windowNs = ns;
                start();
            }
            reply(done);
        }));
}

void IncidentKeeper::heed(const NoiseWatch &noise)
{
    m_noise = &noise;
    connect(&noise, &NoiseWatch::changed, this, &IncidentKeeper::follow);
}

void IncidentKeeper::heedHarm(analysis::HarmByService harm)
{
    m_harm = std::make_shared<const analysis::HarmByService>(std::move(harm));
    follow();
}

void IncidentKeeper::readPast()
{
    const qint64 now = m_clock.nowNs();
    m_reading = m_parts.log.sightings({now - learnsFromNs, now}, {},
                                      [this](const base::Result<std::vector<store::AlertSighting>> &answer) {
                                          restore(answer ? *answer : std::vector<store::AlertSighting>());
                                      });
}

void IncidentKeeper::restore(const std::vector<store::AlertSighting> &newestFirst)
{
    std::vector<PastFiring> firings;
    firings.reserve(newestFirst.size());
    for (auto it = newestFirst.rbegin(); it != newestFirst.rend(); ++it)
        firings.push_back(pastFiring(*it, m_resolve));
    std::ranges::stable_sort(firings, {}, [](const PastFiring &one) { return one.alert.startNs; });
    m_isReading = false;
    m_jobs.emplace_front(
        [lessons = std::exchange(m_lessons, {}), incidents = std::exchange(m_keptBefore, {}),
         outcomes = std::exchange(m_outcomesBefore, {}), firings = joinedOverSources(std::move(firings)),
         settings = m_settings, harm = m_harm, now = m_clock.nowNs()](IncidentBook &book) {
            book = IncidentBook(settings);
            book.learnHarm(harm);
            book.restore(lessons, incidents, firings, now);
            book.restoreOutcomes(outcomes);
            return Outcome{book.snapshot(now), book.takeChanged(), {}};
        },
        [this](const Outcome &) {
            m_isReady = true;
            follow();
        });
    runNext();
}

void IncidentKeeper::follow()
{
    const auto &alerts = m_parts.alerts.snapshot();
    const bool hasAnswer = std::ranges::any_of(alerts->sources, [](const auto &one) { return one.lastGoodNs > 0; });
    if (!m_isReady || m_isToRead || m_isReading || !hasAnswer)
        return;
    if (m_isBusy) {
        m_isStale = true;
        return;
    }
    enqueue(
        [alerts, services = m_parts.services.snapshot(), noise = m_noise ? m_noise->snapshot() : nullptr, harm = m_harm,
         now = m_clock.nowNs()](IncidentBook &book) {
            book.learnHarm(harm);
            book.apply(*alerts, services, noise);
            return Outcome{book.snapshot(now), book.takeChanged(), {}};
        },
        {});
}

void IncidentKeeper::enqueue(Job job, Done done)
{
    m_jobs.emplace_back(std::move(job), std::move(done));
    runNext();
}

void IncidentKeeper::runNext()
{
    if (m_isBusy || m_isReading)
        return;
    if (m_jobs.empty()) {
        if (std::exchange(m_isStale, false))
            follow();
        readWhenKept();
        return;
    }
    m_isBusy = true;
    auto [job, done] = std::move(m_jobs.front());
    m_jobs.pop_front();
    m_scope.run(
        m_pools.analysis(),
        [book = m_book, job = std::move(job)](std::stop_token) {
            Outcome outcome = job(*book);
            KeptJson kept = asJson(std::exchange(outcome.kept, {})); // of thousands it takes long
            return std::pair(std::move(outcome), std::move(kept));
        },
        [this, done = std::move(done)](const std::pair<Outcome, KeptJson> &made) {
            const auto &[outcome, kept] = made;
            m_isBusy = false;
            m_leftovers.keep(std::exchange(m_snapshot, outcome.snapshot));
            keep(kept);
            if (done)
                done(outcome);
            Q_EMIT changed();
            m_leftovers.sweep();
            runNext();
        });
}

IncidentKeeper::KeptJson IncidentKeeper::asJson(const std::vector<KeptIncident> &incidents)
{
    KeptJson out;
    for (const auto &one : incidents)
        out[one.number] = one.firings.empty() ? QJsonValue() : QJsonValue(toJson(one));
    return out;
}

void IncidentKeeper::keep(const KeptJson &incidents)
{
    for (const auto &[number, json] : incidents)
        m_toKeep[number] = json;
    writeNext();
}

// Some at a time, so that nobody waits long behind them; what changes again meanwhile is written once.
void IncidentKeeper::writeNext()
{
    if (m_writesOpen > 0)
        return;
    if (m_toKeep.empty())
        return readWhenKept();
    m_writesOpen = static_cast<int>(std::min(m_toKeep.size(), writtenAtOnce));
    m_writing.clear();
    auto failure = std::make_shared<std::optional<base::Error>>();
    for (int i = m_writesOpen; i > 0; --i) {
        const auto next = m_toKeep.extract(m_toKeep.begin());
        m_writing.push_back(m_parts.ledger.setSetting(incidentNumberRoot + QString::number(next.key()), next.mapped(),
                                                      [this, failure](const base::Result<base::Done> &done) {
                                                          if (!done)
                                                              *failure = done.error();
                                                          if (--m_writesOpen > 0)
                                                              return;
                                                          m_keepError = *failure;
                                                          writeNext();
                                                      }));
    }
}

IncidentKeeper::Outcome IncidentKeeper::shaped(IncidentBook &book, qint64 nowNs, IncidentUndo undo,
                                               std::optional<IncidentBook::Shaped> by)
{
    Outcome out{book.snapshot(nowNs), book.takeChanged(), std::move(undo)};
    out.isDone = by.has_value();
    if (by) {
        out.undo.other = by->other;
        out.undo.keys = std::move(by->keys);
        out.undo.lessons = std::move(by->lessons);
        out.undo.before = std::move(by->before);
        out.undo.fits = std::move(by->fits);
    }
    return out;
}

void IncidentKeeper::split(qint64 incident, std::vector<quint64> keys, Reply reply)
{
    act(
        [incident, keys = std::move(keys), now = m_clock.nowNs()](IncidentBook &book) {
            auto by = book.split(incident, keys);
            return shaped(book, now, {true, incident, 0, {}, {}}, std::move(by));
        },
        u"incident.split"_s, false, std::move(reply));
}

void IncidentKeeper::merge(qint64 into, qint64 other, Reply reply)
{
    act(
        [into, other, now = m_clock.nowNs()](IncidentBook &book) {
            auto by = book.merge(into, other);
            return shaped(book, now, {false, into, other, {}, {}}, std::move(by));
        },
        u"incident.merge"_s, false, std::move(reply));
}

void IncidentKeeper::teach(qint64 incident, const std::vector<std::vector<AlertKindName>> &groups, bool together,
                           Reply reply)
{
    act(
        [incident, lessons = lessonsBetween(groups, together), now = m_clock.nowNs()](IncidentBook &book) {
            auto taught = book.teachAll(lessons);
            Outcome out{book.snapshot(now), book.takeChanged(), {false, incident, 0, {}, {}, true}};
            out.isDone = taught.has_value();
            if (taught) {
                out.undo.lessons = std::move(taught->lessons);
                out.undo.before = std::move(taught->before);
            }
            return out;
        },
        together ? u"incident.always"_s : u"incident.never"_s, false,
        [reply = std::move(reply)](const base::Result<IncidentUndo> &done) {
            if (!done && done.error().kind == base::ErrorKind::Invalid)
                reply(nothingNew());
            else
                reply(done);
        });
}

void IncidentKeeper::undo(const IncidentUndo &what, Reply reply)
{
    if (what.wasTaught)
        return unlearn(what, std::move(reply));
    act(
        [what, now = m_clock.nowNs()](IncidentBook &book) {
            const IncidentBook::Shaped shape{what.other, what.keys, what.lessons, what.before, what.fits};
            auto by = what.wasSplit ? book.unsplit(what.incident, shape) : book.unmerge(what.incident, shape);
            if (by) { // what the ledger is to forget, and to know again
                by->lessons = what.lessons;
                by->before = what.before;
            }
            return shaped(book, now, {!what.wasSplit, what.incident, what.other, {}, {}}, std::move(by));
        },
        u"incident.undo"_s, true, std::move(reply));
}

void IncidentKeeper::unlearn(const IncidentUndo &what, Reply reply)
{
    act(
        [what, now = m_clock.nowNs()](IncidentBook &book) {
            for (const auto &lesson : what.lessons)
                book.forget(lesson);
            for (const auto &lesson : what.before)
                book.teach(lesson);
            return Outcome{book.snapshot(now), book.takeChanged(), what};
        },
        u"incident.undo"_s, true, std::move(reply));
}

void IncidentKeeper::settle(qint64 incident, const std::optional<IncidentOutcome> &outcome, SettleReply reply)
{
    auto wish = outcome;
    if (wish) {
        wish->incident = incident;
        if (wish->atNs == 0)
            wish->atNs = m_clock.nowNs();
        if (wish->by.isEmpty())
            wish->by = m_actor;
    }
    enqueue(
        [incident, wish, now = m_clock.nowNs()](IncidentBook &book) {
            auto settled = book.settle(incident, wish);
            Outcome out{book.snapshot(now), book.takeChanged(), {}};
            out.isDone = settled.has_value();
            if (settled)
                out.settled = std::move(*settled);
            return out;
        },
        [this, incident, reply = std::move(reply)](const Outcome &done) {
            if (!done.isDone) {
                reply(notPossible());
                return;
            }
            keepOutcome(incident, done.settled, reply);
        });
}

void IncidentKeeper::keepOutcome(qint64 incident, const IncidentBook::Settled &settled, const SettleReply &reply)
{
    const auto keyOf = [](qint64 number) -> QString { return incidentOutcomeRoot + QString::number(number); };
    for (const qint64 gone : settled.gone)
        write(keyOf(gone), QJsonValue());
    const QJsonObject detail{{u"outcome"_s, settled.now ? outcomeName(settled.now->kind) : QString()},
                             {u"note"_s, settled.now ? settled.now->note : QString()}};
    const QString action = settled.now ? u"incident.outcome"_s : u"incident.outcome.undo"_s;
    m_deeds.push_back(m_parts.ledger.record({m_actor, action, u"INC-%1"_s.arg(incident), detail}, [](const auto &) {}));
    write(keyOf(incident), settled.now ? QJsonValue(toJson(*settled.now)) : QJsonValue(),
          [this, before = settled.before, reply](const base::Result<base::Done> &done) {
              m_keepError = done ? std::nullopt : std::optional(done.error());
              if (done)
                  reply(before);
              else
                  reply(done.error());
          });
}

// Of a deed; what is read again waits for it.
void IncidentKeeper::write(const QString &key, const QJsonValue &value, const store::Reply<base::Done> &reply)
{
    ++m_deedsOpen;
    m_deeds.push_back(m_parts.ledger.setSetting(key, value, [this, reply](const base::Result<base::Done> &done) {
        --m_deedsOpen;
        if (reply)
            reply(done);
        readWhenKept();
    }));
}

// The deed, then what was taught into the ledger with an audit record, then the reply.
void IncidentKeeper::act(Job job, const QString &action, bool forgets, Reply reply)
{
    enqueue(std::move(job), [this, action, forgets, reply = std::move(reply)](const Outcome &outcome) {
        if (!outcome.isDone) {
            reply(notPossible());
            return;
        }
        for (const auto &lesson : outcome.undo.lessons)
            write(lessonKey(lesson), forgets ? QJsonValue() : toJson(lesson));
        for (const auto &lesson : forgets ? outcome.undo.before : std::vector<Lesson>())
            write(lessonKey(lesson), toJson(lesson));
        const QJsonObject detail{{u"incident"_s, QString::number(outcome.undo.incident)},
                                 {u"other"_s, QString::number(outcome.undo.other)},
                                 {u"alerts"_s, static_cast<int>(outcome.undo.keys.size())}};
        m_deeds.push_back(
            m_parts.ledger.record({m_actor, action, u"INC-%1"_s.arg(outcome.undo.incident), detail},
                                  [reply, undo = outcome.undo](const base::Result<store::AuditRecord> &record) {
                                      if (record)
                                          reply(undo);
                                      else
                                          reply(record.error());
                                  }));
    });
}

} // namespace wf::engine
