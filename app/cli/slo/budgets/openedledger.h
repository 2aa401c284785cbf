// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/clock.h"
#include "models/engine/objectives/corrections/correctionbook.h"
#include "models/engine/objectives/freeze/freezebook.h"
#include "models/store/store.h"

#include <memory>

namespace wf::app {

// The ledger of an environment, opened by a command with what is kept of its objectives. Beside a console that has it
// open it can be read only.
class OpenedLedger {
public:
    // Runs the event loop until it is read. `creates`: makes it when there is none; otherwise that is NotFound.
    [[nodiscard]] static base::Result<std::unique_ptr<OpenedLedger>> open(const QString &directory, bool creates);
    [[nodiscard]] store::Ledger &ledger() { return m_store.ledger(); }
    [[nodiscard]] engine::CorrectionBook &corrections() { return m_corrections; }
    [[nodiscard]] engine::FreezeBook &freezes() { return m_freezes; }
    [[nodiscard]] const base::Clock &clock() const { return m_clock; }

private:
    explicit OpenedLedger(const QString &directory);

    base::SystemClock m_clock;
    store::Store m_store;
    engine::CorrectionBook m_corrections;
    engine::FreezeBook m_freezes;
};

} // namespace wf::app
