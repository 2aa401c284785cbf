// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/book/agreementbook.h"
#include "models/engine/reports/deliver/outbox.h"

// Notices that were approved and then queued with a signature go out by the outbox, and the book says what became of
// them. Each of both may be done again, at any moment, without doing it twice.
namespace wf::engine {

// Lays the mail of every queued notice into the outbox. Errors: Invalid (the address of the sender), Storage.
[[nodiscard]] base::Status layNotices(const AgreementBook &book, MailOutbox &outbox, const QString &from, qint64 nowNs);

struct NoticeOutcome {
    QStringList sent;    // ids
    QStringList refused; // "id: why"; they are approved again, and can be queued anew
};
// Takes into the book what the outbox knows of them.
[[nodiscard]] base::Result<NoticeOutcome> bookNotices(AgreementBook &book, const MailOutbox &outbox);

} // namespace wf::engine
