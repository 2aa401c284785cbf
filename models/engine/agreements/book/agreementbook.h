// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/agreements/book/agreementrecords.h"

#include <functional>
#include <memory>

namespace wf::store {
class AuditTrail;
}

namespace wf::engine {

// The book of an environment's agreements, agreements.db: contract versions, exclusions, credits and notices with every
// step ever signed. Nothing in it is changed or removed: records are only added, each chained to the one before by its
// hash (store/audit/auditchain.h). Thread-safe; calls block until the disk has it, and the window makes them on a pool.
// Several processes may share it. Errors: Invalid (a step that may not be), NotFound, Storage; then nothing was
// written.
class AgreementBook {
public:
    [[nodiscard]] static base::Result<std::unique_ptr<AgreementBook>> open(const QString &path,
                                                                           const base::Clock &clock);
    ~AgreementBook();
    AgreementBook(const AgreementBook &) = delete;
    AgreementBook &operator=(const AgreementBook &) = delete;

    [[nodiscard]] base::Result<BookState> read() const;
    // Takes the versions down that were not seen yet. Invalid when one is known with other words: its file was changed
    // without a new version.
    [[nodiscard]] base::Status meet(const std::vector<signals::Agreement> &agreements,
                                    const std::function<QString(const signals::Agreement &)> &textOf,
                                    const QString &by);
    [[nodiscard]] base::Status propose(const signals::Agreement &agreement, const signals::AgreementPeriod &period,
                                       const SignOff &sign);
    [[nodiscard]] base::Status advance(const QString &credit, signals::CreditState to, const SignOff &sign);
    [[nodiscard]] base::Status proposeExclusion(const signals::Agreement &agreement,
                                                const signals::AgreementExclusion &exclusion, const SignOff &sign);
    [[nodiscard]] base::Status decideExclusion(const QString &agreement, const QString &id, signals::ApprovalState to,
                                               const SignOff &sign);
    [[nodiscard]] base::Status advance(const Notice &notice, NoticeState to, const SignOff &sign);

    // All records, newest first.
    [[nodiscard]] base::Result<std::vector<store::AuditRecord>> records(int limit = 100'000) const;
    [[nodiscard]] base::Result<store::AuditReport> verify() const;
    // A copy as of now in an empty folder, its key included, looked at before it counts.
    [[nodiscard]] base::Status backup(const QString &folder) const;
    // Puts a backup in the place of a book that nobody has open: Invalid when the book there knows more than the
    // backup, or when the backup does not verify. The book that was there stays beside it as "….before-restore".
    [[nodiscard]] static base::Status restore(const QString &folder, const QString &path, const base::Clock &clock);

private:
    explicit AgreementBook(std::unique_ptr<store::AuditTrail> trail);
    using Make = std::function<base::Result<store::AuditNote>(const BookState &)>;
    [[nodiscard]] base::Status add(const Make &make);

    std::unique_ptr<store::AuditTrail> m_trail;
};

} // namespace wf::engine
