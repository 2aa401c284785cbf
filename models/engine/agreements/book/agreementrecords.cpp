// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/book/agreementrecords.h"

#include "models/engine/agreements/book/recordjson_p.h"
#include "models/net/mail/message.h"

#include <QCoreApplication>
#include <QTimeZone>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;
using signals::ApprovalState;
using signals::Credit;
using signals::CreditState;
using store::AuditNote;
using store::AuditRecord;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Agreements", text);
}

// What a credit must be for this step; nothing: it begins with it.
bool mayFollow(std::optional<CreditState> before, CreditState to)
{
    switch (to) {
    case CreditState::Proposed:
        return !before || *before == CreditState::Withdrawn;
    case CreditState::Approved:
        return before == CreditState::Proposed;
    case CreditState::Issued:
        return before == CreditState::Approved;
    case CreditState::Withdrawn:
        break;
    }
    return before == CreditState::Proposed || before == CreditState::Approved;
}

bool mayFollow(NoticeState before, bool isTakenUp, NoticeState to)
{
    switch (to) {
    case NoticeState::Draft:
        return !isTakenUp || before == NoticeState::Draft;
    case NoticeState::Approved: // again, when the mail server refused it for good
        return before == NoticeState::Draft || before == NoticeState::Queued;
    case NoticeState::Queued:
        return before == NoticeState::Approved;
    case NoticeState::Sent:
        return before == NoticeState::Approved || before == NoticeState::Queued;
    case NoticeState::Dropped:
        break;
    }
    return before == NoticeState::Draft || before == NoticeState::Approved;
}

template<class List, class Match>
auto *findIn(List &list, Match match)
{
    const auto found = std::ranges::find_if(list, match);
    return found == list.end() ? nullptr : &*found;
}

class Fold {
public:
    BookState run(const std::vector<AuditRecord> &records)
    {
        for (const AuditRecord &record : records)
            if (!take(record))
                m_out.problems << tr("Record %1 (%2 of %3) does not follow from those before it")
                                      .arg(record.seq)
                                      .arg(record.note.action, record.note.subject);
        return std::move(m_out);
    }

private:
    // False when it makes no sense.
    bool take(const AuditRecord &record)
    {
        const QString &action = record.note.action;
        if (action == u"contract.version")
            return takeVersion(record);
        if (action.startsWith(u"credit."))
            return takeCredit(record, creditStateOf(action.mid(7)));
        if (action.startsWith(u"exclusion."))
            return takeExclusion(record, approvalStateOf(action.mid(10)));
        if (action.startsWith(u"notice."))
            return takeNotice(record, noticeStateOf(action.mid(7)));
        return true; // of others
    }

    bool takeVersion(const AuditRecord &record)
    {
        const QJsonObject &json = record.note.detail;
        ContractVersion one{json.value(u"agreement"_s).toString(), json.value(u"version"_s).toString().toInt(),
                            json.value(u"sha256"_s).toString(), record.timeNs, json.value(u"text"_s).toString()};
        if (one.agreement.isEmpty() || one.sha256.isEmpty() || m_out.version(one.agreement, one.version))
            return false;
        m_out.versions.push_back(std::move(one));
        return true;
    }

    bool takeCredit(const AuditRecord &record, std::optional<CreditState> to)
    {
        const QString id = record.note.detail.value(u"id"_s).toString();
        Credit *known = findIn(m_out.credits, [&](const Credit &one) { return one.id == id; });
        if (!to || !mayFollow(known ? std::optional(known->state()) : std::nullopt, *to))
            return false;
        const signals::CreditStep step{*to, record.note.actor, record.note.detail.value(u"reason"_s).toString(),
                                       record.timeNs, QString::fromLatin1(record.hash.toHex())};
        if (*to == CreditState::Proposed) {
            auto proposed = creditOf(record.note.detail);
            if (!proposed)
                return false;
            if (known) { // withdrawn before: its history stays
                proposed->steps = known->steps;
                *known = std::move(*proposed);
            } else {
                m_out.credits.push_back(std::move(*proposed));
                known = &m_out.credits.back();
            }
        }
        known->steps.push_back(step);
        return true;
    }

    bool takeExclusion(const AuditRecord &record, std::optional<ApprovalState> to)
    {
        const QJsonObject &json = record.note.detail;
        BookedExclusion *known = findIn(m_out.exclusions, [&](const BookedExclusion &one) {
            return one.agreement == json.value(u"agreement"_s).toString() &&
                   one.exclusion.id == json.value(u"id"_s).toString();
        });
        if (!to || (*to == ApprovalState::Proposed) != (known == nullptr) ||
            (known && known->exclusion.approval.state == *to))
            return false;
        const signals::Approval step{*to, record.note.actor, record.timeNs, json.value(u"sign_reason"_s).toString()};
        if (!known) {
            auto proposed = exclusionOf(json);
            if (!proposed)
                return false;
            m_out.exclusions.push_back(std::move(*proposed));
            known = &m_out.exclusions.back();
        }
        known->exclusion.approval = step;
        known->steps.push_back(step);
        return true;
    }

    bool takeNotice(const AuditRecord &record, std::optional<NoticeState> to)
    {
        auto notice = noticeOf(record.note.detail);
        if (!notice || !to)
            return false;
        Notice *known = findIn(m_out.notices, [&](const Notice &one) { return one.id == notice->id; });
        if (!mayFollow(known ? known->state() : NoticeState::Draft, known != nullptr, *to))
            return false;
        if (!known) {
            m_out.notices.push_back(*notice);
            known = &m_out.notices.back();
        }
        notice->steps = known->steps;
        *known = std::move(*notice);
        known->steps.push_back(
            {*to, record.note.actor, record.note.detail.value(u"reason"_s).toString(), record.timeNs});
        return true;
    }

    BookState m_out;
};

std::optional<base::Error> missingIn(const SignOff &sign)
{
    if (sign.by.trimmed().isEmpty())
        return base::makeError(base::ErrorKind::Invalid, tr("Nobody signs this off: a name is missing"));
    if (sign.reason.trimmed().isEmpty())
        return base::makeError(base::ErrorKind::Invalid, tr("A reason is missing: say why this is signed off"));
    return std::nullopt;
}

base::Error invalid(const QString &what)
{
    return base::makeError(base::ErrorKind::Invalid, what);
}

} // namespace

const Credit *BookState::credit(const QString &id) const
{
    return findIn(credits, [&](const Credit &one) { return one.id == id; });
}

const ContractVersion *BookState::version(const QString &agreement, int number) const
{
    return findIn(versions,
                  [&](const ContractVersion &one) { return one.agreement == agreement && one.version == number; });
}

std::vector<signals::AgreementExclusion> BookState::exclusionsOf(const QString &agreement) const
{
    std::vector<signals::AgreementExclusion> out;
    for (const BookedExclusion &one : exclusions)
        if (one.agreement == agreement)
            out.push_back(one.exclusion);
    return out;
}

BookState foldRecords(const std::vector<AuditRecord> &records)
{
    return Fold().run(records);
}

QString periodName(const signals::Agreement &agreement, base::TimeRange period)
{
    const QTimeZone zone(agreement.timeZone.toUtf8());
    const auto dayAt = [&](qint64 ns) { return QDateTime::fromMSecsSinceEpoch(ns / base::nsPerMs, zone).date(); };
    const QDate first = dayAt(period.startNs), last = dayAt(std::max(period.startNs, period.endNs - 1));
    const auto nameOf = [&](QDate day) {
        switch (agreement.settlement) {
        case signals::AgreementWindow::Month:
            return day.toString(u"yyyy-MM"_s);
        case signals::AgreementWindow::Quarter:
            return u"%1-Q%2"_s.arg(day.year()).arg((day.month() + 2) / 3);
        case signals::AgreementWindow::Year:
            return QString::number(day.year());
        case signals::AgreementWindow::Day:
        case signals::AgreementWindow::Week:
            break;
        }
        return day.toString(Qt::ISODate);
    };
    const bool isOneWeek = agreement.settlement == signals::AgreementWindow::Week && first.daysTo(last) < 7;
    const QString from = nameOf(first), until = nameOf(last);
    return from == until || isOneWeek ? from : from + u".."_s + until;
}

base::Result<AuditNote> contractRecord(const BookState &book, const signals::Agreement &agreement, const QString &text,
                                       const QString &by)
{
    if (book.version(agreement.id, agreement.version))
        return invalid(tr("%1 version %2 is known already").arg(agreement.id).arg(agreement.version));
    return AuditNote{by,
                     u"contract.version"_s,
                     u"%1 version %2"_s.arg(agreement.id).arg(agreement.version),
                     {{u"agreement"_s, agreement.id},
                      {u"version"_s, QString::number(agreement.version)},
                      {u"sha256"_s, agreement.sha256},
                      {u"text"_s, text}}};
}

base::Result<AuditNote> proposalOf(const BookState &book, const signals::Agreement &agreement,
                                   const signals::AgreementPeriod &period, const SignOff &sign)
{
    if (const auto error = missingIn(sign))
        return *error;
    if (period.settlements > 1)
        return invalid(tr("A credit is owed for one settlement period; propose it for each by itself"));
    if (!period.isFinal)
        return invalid(tr("The period is not over yet: what is owed can still change"));
    if (!period.due.isKnown() || period.due.isZero())
        return invalid(tr("Nothing is owed for this period"));
    for (const auto &clause : period.clauses)
        if (clause.state == signals::ClauseState::NoData || clause.state == signals::ClauseState::Contradictory)
            return invalid(tr("Clause %1 has no figure for this period; find its data, or exclude the time first")
                               .arg(clause.clause));
    Credit credit;
    credit.id = agreement.id + u'/' + periodName(agreement, period.period);
    const Credit *known = book.credit(credit.id);
    if (!mayFollow(known ? std::optional(known->state()) : std::nullopt, CreditState::Proposed))
        return invalid(tr("%1 is %2 already").arg(credit.id, signals::creditStateName(known->state())));
    credit.agreement = agreement.id;
    credit.version = agreement.version;
    credit.period = period.period;
    credit.amount = period.due;
    credit.currency = agreement.money.currency;
    credit.measurementsSha256 = period.sha256;
    for (const auto &line : period.lines)
        if (!line.isAtRisk)
            credit.lines.push_back(line);
    if (std::ranges::all_of(credit.lines,
                            [](const auto &line) { return line.kind == signals::CompensationKind::Penalty; }))
        credit.kind = signals::CompensationKind::Penalty;
    QJsonObject json = toJson(credit);
    json[u"reason"_s] = sign.reason;
    return AuditNote{sign.by, u"credit.proposed"_s, credit.id, json};
}

base::Result<AuditNote> creditStep(const BookState &book, const QString &id, CreditState to, const SignOff &sign)
{
    if (const auto error = missingIn(sign))
        return *error;
    const Credit *known = book.credit(id);
    if (!known)
        return base::makeError(base::ErrorKind::NotFound, tr("There is no credit %1; propose it first").arg(id));
    if (to == CreditState::Proposed || !mayFollow(known->state(), to))
        return invalid(tr("%1 is %2; it must be %3 before it can be %4")
                           .arg(id, signals::creditStateName(known->state()),
                                to == CreditState::Approved ? tr("proposed")
                                : to == CreditState::Issued ? tr("approved")
                                                            : tr("proposed or approved"),
                                signals::creditStateName(to)));
    QJsonObject json{{u"id"_s, id},
                     {u"reason"_s, sign.reason},
                     {u"amount"_s, known->amount.text()},
                     {u"currency"_s, known->currency},
                     {u"measurements_sha256"_s, known->measurementsSha256}};
    return AuditNote{sign.by, u"credit."_s + signals::creditStateName(to), id, json};
}

base::Result<AuditNote> exclusionProposal(const BookState &book, const signals::Agreement &agreement,
                                          const signals::AgreementExclusion &exclusion, const SignOff &sign)
{
    if (const auto error = missingIn(sign))
        return *error;
    const auto isIt = [&](const auto &one) { return one.id == exclusion.id; };
    if (exclusion.id.isEmpty() || exclusion.reason.isEmpty() || !exclusion.window)
        return invalid(tr("An exclusion needs a name, a reason and its time"));
    if (std::ranges::any_of(agreement.exclusions, isIt) || std::ranges::any_of(book.exclusionsOf(agreement.id), isIt))
        return invalid(tr("There is an exclusion %1 already").arg(exclusion.id));
    for (const QString &clause : exclusion.clauses)
        if (std::ranges::find(agreement.clauses, clause, &signals::AgreementClause::id) == agreement.clauses.end())
            return invalid(tr("There is no clause %1").arg(clause));
    QJsonObject json = toJson(agreement.id, exclusion);
    json[u"sign_reason"_s] = sign.reason;
    return AuditNote{sign.by, u"exclusion.proposed"_s, agreement.id + u'/' + exclusion.id, json};
}

base::Result<AuditNote> exclusionStep(const BookState &book, const QString &agreement, const QString &id,
                                      ApprovalState to, const SignOff &sign)
{
    if (const auto error = missingIn(sign))
        return *error;
    const auto *known = findIn(book.exclusions, [&](const BookedExclusion &one) {
        return one.agreement == agreement && one.exclusion.id == id;
    });
    if (!known)
        return base::makeError(base::ErrorKind::NotFound, tr("%1 has no proposed exclusion %2").arg(agreement, id));
    if (to == ApprovalState::Proposed || known->exclusion.approval.state == to)
        return invalid(tr("%1 is %2 already").arg(id, signals::approvalStateName(known->exclusion.approval.state)));
    return AuditNote{sign.by,
                     u"exclusion."_s + signals::approvalStateName(to),
                     agreement + u'/' + id,
                     {{u"agreement"_s, agreement}, {u"id"_s, id}, {u"sign_reason"_s, sign.reason}}};
}

base::Result<AuditNote> noticeStep(const BookState &book, const Notice &notice, NoticeState to, const SignOff &sign)
{
    if (const auto error = missingIn(sign))
        return *error;
    const auto *known = findIn(book.notices, [&](const Notice &one) { return one.id == notice.id; });
    if (!mayFollow(known ? known->state() : NoticeState::Draft, known != nullptr, to))
        return invalid(
            tr("%1 is %2 and cannot become %3")
                .arg(notice.id, noticeStateName(known ? known->state() : NoticeState::Draft), noticeStateName(to)));
    if (to == NoticeState::Queued)
        if (const auto address = net::bareAddress(known->to); !address)
            return invalid(tr("%1 cannot be mailed: its recipient is written as %2").arg(notice.id, known->to));
    // What was approved is what is sent.
    QJsonObject json = toJson(known && to != NoticeState::Draft ? *known : notice);
    json[u"reason"_s] = sign.reason;
    return AuditNote{sign.by, u"notice."_s + noticeStateName(to), notice.id, json};
}

} // namespace wf::engine
