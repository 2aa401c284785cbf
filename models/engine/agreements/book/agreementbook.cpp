// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/agreements/book/agreementbook.h"

#include "models/base/safefile.h"
#include "models/store/audit/audittrail.h"
#include "models/store/audit/trailrestore.h"

#include <QCoreApplication>
#include <QDir>

#include <algorithm>
#include <limits>

namespace wf::engine {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Agreements", text);
}

constexpr base::TimeRange always{0, std::numeric_limits<qint64>::max()};

} // namespace

AgreementBook::AgreementBook(std::unique_ptr<store::AuditTrail> trail) : m_trail(std::move(trail)) {}
AgreementBook::~AgreementBook() = default;

base::Result<std::unique_ptr<AgreementBook>> AgreementBook::open(const QString &path, const base::Clock &clock)
{
    auto trail = store::AuditTrail::open(path, {}, clock);
    if (!trail)
        return trail.error();
    return std::unique_ptr<AgreementBook>(new AgreementBook(std::move(*trail)));
}

base::Result<std::vector<store::AuditRecord>> AgreementBook::records(int limit) const
{
    return m_trail->records(always, limit);
}

base::Result<BookState> AgreementBook::read() const
{
    auto records = m_trail->records(always, std::numeric_limits<int>::max());
    if (!records)
        return records.error();
    std::ranges::reverse(*records);
    return foldRecords(*records);
}

// Looks again after writing: of two that do the same at once, the record of the later one has no effect, and it is
// told.
base::Status AgreementBook::add(const Make &make)
{
    const auto before = read();
    if (!before)
        return before.error();
    const auto note = make(*before);
    if (!note)
        return note.error();
    if (const auto status = m_trail->record(*note); !status)
        return status;
    const auto after = read();
    if (!after)
        return after.error();
    if (after->problems.size() > before->problems.size())
        return base::makeError(
            base::ErrorKind::Invalid,
            tr("Somebody else did something to %1 at the same moment; look again").arg(note->subject));
    return base::Done{};
}

base::Status AgreementBook::meet(const std::vector<signals::Agreement> &agreements,
                                 const std::function<QString(const signals::Agreement &)> &textOf, const QString &by)
{
    const auto book = read();
    if (!book)
        return book.error();
    QStringList changed;
    for (const signals::Agreement &one : agreements) {
        const ContractVersion *known = book->version(one.id, one.version);
        if (known && known->sha256 != one.sha256)
            changed << tr("%1 version %2").arg(one.id).arg(one.version);
        if (known)
            continue;
        const auto status = add([&](const BookState &now) { return contractRecord(now, one, textOf(one), by); });
        if (!status)
            return status;
    }
    if (changed.isEmpty())
        return base::Done{};
    return base::makeError(base::ErrorKind::Invalid,
                           tr("%1 says something else than when it was first seen: a contract that changes needs a new "
                              "version")
                               .arg(changed.join(QStringLiteral(", "))));
}

base::Status AgreementBook::propose(const signals::Agreement &agreement, const signals::AgreementPeriod &period,
                                    const SignOff &sign)
{
    return add([&](const BookState &book) { return proposalOf(book, agreement, period, sign); });
}

base::Status AgreementBook::advance(const QString &credit, signals::CreditState to, const SignOff &sign)
{
    return add([&](const BookState &book) { return creditStep(book, credit, to, sign); });
}

base::Status AgreementBook::proposeExclusion(const signals::Agreement &agreement,
                                             const signals::AgreementExclusion &exclusion, const SignOff &sign)
{
    return add([&](const BookState &book) { return exclusionProposal(book, agreement, exclusion, sign); });
}

base::Status AgreementBook::decideExclusion(const QString &agreement, const QString &id, signals::ApprovalState to,
                                            const SignOff &sign)
{
    return add([&](const BookState &book) { return exclusionStep(book, agreement, id, to, sign); });
}

base::Status AgreementBook::advance(const Notice &notice, NoticeState to, const SignOff &sign)
{
    return add([&](const BookState &book) { return noticeStep(book, notice, to, sign); });
}

base::Result<store::AuditReport> AgreementBook::verify() const
{
    return m_trail->verify();
}

base::Status AgreementBook::backup(const QString &folder) const
{
    if (const auto status = base::ensurePrivateFolder(folder); !status)
        return status;
    if (!QDir(folder).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden))
        return base::makeError(base::ErrorKind::Invalid,
                               tr("%1 is not empty: a backup gets a folder of its own").arg(folder));
    return m_trail->snapshot(folder);
}

base::Status AgreementBook::restore(const QString &folder, const QString &path, const base::Clock &clock)
{
    return store::restoreTrail(folder, path, clock);
}

} // namespace wf::engine
