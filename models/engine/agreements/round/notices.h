// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/agreements/book/agreementrecords.h"

namespace wf::engine {

// What the contract obliges to tell about this period, by due time, written from the contract's templates
// (models/query/template; $labels holds agreement, title, counterpart, clause, target, measured, period, due, at_risk,
// currency, occurred and due_time). Those the book knows are as they stand there. Pure.
[[nodiscard]] std::vector<Notice> dueNotices(const signals::Agreement &agreement,
                                             const signals::AgreementPeriod &period, const BookState &book);

} // namespace wf::engine
