// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/statuspage/textbook.h"

#include "models/base/timetext.h"
#include "models/store/audit/audittrail.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::ErrorKind;
using base::makeError;
using signals::StatusIncident;
using signals::StatusPhase;

namespace {

constexpr int mostRecords = 100'000;
const QString draftAction = u"statuspage.draft"_s;
const QString exportAction = u"statuspage.export"_s;

QJsonObject asJson(const PageText &t)
{
    return {{u"incident"_s, t.incident},
            {u"title"_s, t.title},
            {u"maintenance"_s, t.isMaintenance},
            {u"impact"_s, signals::componentStateName(t.impact)},
            {u"components"_s, QJsonArray::fromStringList(t.components)},
            {u"start"_s, base::isoTime(t.range.startNs)},
            {u"end"_s, t.range.endNs > 0 ? QJsonValue(base::isoTime(t.range.endNs)) : QJsonValue()},
            {u"phase"_s, signals::statusPhaseName(t.phase)},
            {u"text"_s, t.text},
            {u"at"_s, base::isoTime(t.atNs)}};
}

QString hashOf(const QJsonObject &json)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(QJsonDocument(json).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256)
            .toHex());
}

PageText textOf(const QJsonObject &json)
{
    PageText out;
    out.incident = json.value(u"incident"_s).toString();
    out.title = json.value(u"title"_s).toString();
    out.isMaintenance = json.value(u"maintenance"_s).toBool();
    out.impact = signals::componentStateOf(json.value(u"impact"_s).toString()).value_or(out.impact);
    for (const QJsonValue &one : json.value(u"components"_s).toArray())
        out.components << one.toString();
    out.range.startNs = base::parseIsoTime(json.value(u"start"_s).toString());
    out.range.endNs = base::parseIsoTime(json.value(u"end"_s).toString());
    out.phase = signals::statusPhaseOf(json.value(u"phase"_s).toString()).value_or(out.phase);
    out.text = json.value(u"text"_s).toString();
    out.atNs = base::parseIsoTime(json.value(u"at"_s).toString());
    return out;
}

QString actionOf(TextState state)
{
    return state == TextState::Approved ? u"statuspage.approve"_s : u"statuspage.withdraw"_s;
}

bool isOver(StatusPhase phase)
{
    return phase == StatusPhase::Resolved || phase == StatusPhase::Completed;
}

StatusIncident incidentOf(const std::vector<const BookedText *> &texts, const QStringList &known)
{
    const PageText &newest = texts.back()->text;
    StatusIncident out;
    out.id = newest.incident;
    out.title = newest.title;
    out.isMaintenance = newest.isMaintenance;
    out.impact = newest.impact;
    for (const QString &id : newest.components)
        if (known.contains(id))
            out.components << id;
    out.range = newest.range;
    out.isOpen = !isOver(newest.phase);
    for (const auto *one : texts) {
        out.range.startNs =
            newest.isMaintenance ? newest.range.startNs : std::min(out.range.startNs, one->text.range.startNs);
        out.updates.insert(out.updates.begin(), {one->text.atNs, one->text.phase, one->text.text});
    }
    if (out.range.endNs <= 0)
        out.range.endNs = std::max(out.range.startNs, newest.atNs);
    return out;
}

} // namespace

QString textStateName(TextState state)
{
    return state == TextState::Draft ? u"draft"_s : state == TextState::Approved ? u"approved"_s : u"withdrawn"_s;
}

QString problemOf(const PageText &t)
{
    static const QRegularExpression form(u"^[a-z0-9][a-z0-9-]{0,63}$"_s);
    const bool isPlanned =
        t.phase == StatusPhase::Scheduled || t.phase == StatusPhase::InProgress || t.phase == StatusPhase::Completed;
    return !form.match(t.incident).hasMatch() ? u"The incident needs a name of lower case letters, digits and dashes"_s
           : t.title.trimmed().isEmpty() || t.title.size() > 200  ? u"A title of at most 200 characters is needed"_s
           : t.text.trimmed().isEmpty() || t.text.size() > 5000   ? u"A text of at most 5000 characters is needed"_s
           : t.components.isEmpty()                               ? u"Name at least one component"_s
           : t.range.startNs <= 0                                 ? u"Say when it began or begins"_s
           : t.range.endNs > 0 && t.range.endNs < t.range.startNs ? u"The end must not be before the start"_s
           : t.isMaintenance && t.range.endNs <= 0                ? u"Maintenance needs an end"_s
           : t.isMaintenance != isPlanned
               ? u"Maintenance is scheduled, in_progress or completed; incidents are investigating, identified, monitoring or resolved"_s
               : QString();
}

base::Result<std::unique_ptr<StatusTextBook>> StatusTextBook::open(const QString &path, const base::Clock &clock)
{
    auto trail = store::AuditTrail::open(path, {}, clock);
    if (!trail)
        return trail.error();
    return std::unique_ptr<StatusTextBook>(new StatusTextBook(std::move(*trail)));
}

StatusTextBook::StatusTextBook(std::unique_ptr<store::AuditTrail> trail) : m_trail(std::move(trail)) {}

StatusTextBook::~StatusTextBook() = default;

base::Result<qint64> StatusTextBook::draft(const PageText &text, const QString &by)
{
    if (const QString problem = problemOf(text); !problem.isEmpty())
        return makeError(ErrorKind::Invalid, problem);
    if (by.trimmed().isEmpty())
        return makeError(ErrorKind::Invalid, u"Say who writes this"_s);
    QJsonObject json = asJson(text);
    json[u"sha256"_s] = hashOf(asJson(text));
    if (const auto done = m_trail->record({by, draftAction, text.incident, json}); !done)
        return done.error();
    const auto all = texts();
    if (!all)
        return all.error();
    // The newest with these words is ours, or says the same.
    for (auto one = all->rbegin(); one != all->rend(); ++one)
        if (one->sha256 == json.value(u"sha256"_s).toString())
            return one->number;
    return makeError(ErrorKind::Storage, u"The draft is not in the book"_s);
}

base::Status StatusTextBook::decide(qint64 number, TextState to, const QString &by, const QString &reason)
{
    if (by.trimmed().isEmpty())
        return makeError(ErrorKind::Invalid, u"Say who decides"_s);
    const auto all = texts();
    if (!all)
        return all.error();
    const auto found = std::ranges::find(*all, number, &BookedText::number);
    if (found == all->end())
        return makeError(ErrorKind::NotFound, u"There is no text %1"_s.arg(number));
    if (found->state == to || found->state == TextState::Withdrawn)
        return makeError(ErrorKind::Invalid, u"Text %1 is %2 already"_s.arg(number).arg(textStateName(found->state)));
    return m_trail->record({by,
                            actionOf(to),
                            found->text.incident,
                            {{u"number"_s, number}, {u"sha256"_s, found->sha256}, {u"reason"_s, reason}}});
}

base::Status StatusTextBook::approve(qint64 number, const QString &by, const QString &reason)
{
    return decide(number, TextState::Approved, by, reason);
}

base::Status StatusTextBook::withdraw(qint64 number, const QString &by, const QString &reason)
{
    return decide(number, TextState::Withdrawn, by, reason);
}

base::Status StatusTextBook::noteExport(const QString &folder, const QString &sha256, const QString &by)
{
    return m_trail->record({by, exportAction, folder, {{u"sha256"_s, sha256}}});
}

base::Result<std::vector<BookedText>> StatusTextBook::texts() const
{
    const auto checked = m_trail->verify();
    if (!checked)
        return checked.error();
    if (!checked->intact)
        return makeError(ErrorKind::Storage,
                         u"The book of texts was changed from outside; nothing of it is published"_s, checked->problem);
    auto records = m_trail->records({0, std::numeric_limits<qint64>::max()}, mostRecords);
    if (!records)
        return records.error();
    std::vector<BookedText> out;
    for (auto record = records->rbegin(); record != records->rend(); ++record) {
        const QJsonObject &detail = record->note.detail;
        if (record->note.action == draftAction) {
            out.push_back({record->seq,
                           textOf(detail),
                           detail.value(u"sha256"_s).toString(),
                           record->note.actor,
                           record->timeNs,
                           TextState::Draft,
                           {},
                           {}});
            continue;
        }
        const auto found = std::ranges::find(out, detail.value(u"number"_s).toInteger(), &BookedText::number);
        if (found == out.end() || found->sha256 != detail.value(u"sha256"_s).toString())
            continue;
        for (const TextState state : {TextState::Approved, TextState::Withdrawn})
            if (record->note.action == actionOf(state)) {
                found->state = state;
                found->decidedBy = record->note.actor;
                found->reason = detail.value(u"reason"_s).toString();
            }
    }
    return out;
}

std::vector<StatusIncident> approvedIncidents(const std::vector<BookedText> &texts, const QStringList &components)
{
    QStringList order;
    for (const BookedText &one : texts)
        if (one.state == TextState::Approved && !order.contains(one.text.incident))
            order << one.text.incident;
    std::vector<StatusIncident> out;
    for (const QString &id : order) {
        std::vector<const BookedText *> of;
        for (const BookedText &one : texts)
            if (one.state == TextState::Approved && one.text.incident == id)
                of.push_back(&one);
        std::ranges::stable_sort(of, {}, [](const BookedText *one) { return one->text.atNs; });
        out.push_back(incidentOf(of, components));
    }
    return out;
}

} // namespace wf::engine
