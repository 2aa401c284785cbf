// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/agreements/agreementperiod.h"
#include "models/store/audit/records.h"

#include <map>
#include <vector>

// What the records of the agreements' book say, as values; and records of values. Pure.
namespace wf::engine {

// Who does it, and why: every step has both.
struct SignOff {
    QString by;
    QString reason;
};

// A version of a contract as it was first seen. It cannot change afterwards.
struct ContractVersion {
    QString agreement;
    int version = 0;
    QString sha256;
    qint64 seenNs = 0;
    QString text; // the document as it was then
};

// An exclusion that is not in the contract's file.
struct BookedExclusion {
    QString agreement;
    signals::AgreementExclusion exclusion; // its approval is the last step
    std::vector<signals::Approval> steps;  // oldest first; the first is the proposal
};

enum class NoticeState {
    Draft,
    Approved,
    Queued, // to be mailed: it is sent as soon as a mail server takes it
    Sent,
    Dropped,
};
[[nodiscard]] QString noticeStateName(NoticeState state);
struct NoticeStep {
    NoticeState state = NoticeState::Draft;
    QString by;
    QString reason;
    qint64 atNs = 0;
};
// Something that is to be told to a party; nothing leaves without approval.
struct Notice {
    QString id; // "spa-114/2026-05/breach/availability": each duty arises once
    QString agreement;
    QString duty;
    QString clause; // empty: of the whole contract
    QString to;
    QString subject;
    QString text;
    qint64 occurredNs = 0;
    qint64 dueNs = 0;
    std::vector<NoticeStep> steps; // empty: only due, nobody has taken it up
    [[nodiscard]] NoticeState state() const { return steps.empty() ? NoticeState::Draft : steps.back().state; }
};

struct BookState {
    std::vector<ContractVersion> versions;
    std::vector<signals::Credit> credits; // oldest first
    std::vector<BookedExclusion> exclusions;
    std::vector<Notice> notices;
    QStringList problems; // records that make no sense; they change nothing
    [[nodiscard]] const signals::Credit *credit(const QString &id) const;
    [[nodiscard]] std::vector<signals::AgreementExclusion> exclusionsOf(const QString &agreement) const;
    [[nodiscard]] const ContractVersion *version(const QString &agreement, int version) const;
};

// Records in their order. Steps that do not follow from what was before are problems.
[[nodiscard]] BookState foldRecords(const std::vector<store::AuditRecord> &records);

// The record of a step. Errors: Invalid, saying what it must be first, or that name or reason are missing.
[[nodiscard]] base::Result<store::AuditNote> contractRecord(const BookState &book, const signals::Agreement &agreement,
                                                            const QString &text, const QString &by);
[[nodiscard]] base::Result<store::AuditNote> proposalOf(const BookState &book, const signals::Agreement &agreement,
                                                        const signals::AgreementPeriod &period, const SignOff &sign);
[[nodiscard]] base::Result<store::AuditNote> creditStep(const BookState &book, const QString &id,
                                                        signals::CreditState to, const SignOff &sign);
[[nodiscard]] base::Result<store::AuditNote> exclusionProposal(const BookState &book,
                                                               const signals::Agreement &agreement,
                                                               const signals::AgreementExclusion &exclusion,
                                                               const SignOff &sign);
[[nodiscard]] base::Result<store::AuditNote> exclusionStep(const BookState &book, const QString &agreement,
                                                           const QString &id, signals::ApprovalState to,
                                                           const SignOff &sign);
[[nodiscard]] base::Result<store::AuditNote> noticeStep(const BookState &book, const Notice &notice, NoticeState to,
                                                        const SignOff &sign);

// "2026-05", "2026-Q2", "2026"; weeks and days by their first day; several together "2026-04..2026-06".
[[nodiscard]] QString periodName(const signals::Agreement &agreement, base::TimeRange period);

} // namespace wf::engine
