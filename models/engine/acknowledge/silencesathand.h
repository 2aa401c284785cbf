// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/acknowledge/silenceop.h"

#include <QHash>

namespace wf::engine {

// What a server answered, so that deciding about thousands of operations does not look through thousands of silences
// for each. Must not outlive the answer.
class SilencesAtHand {
public:
    explicit SilencesAtHand(const std::vector<signals::Silence> &onServer);
    // Reads one more of the silences; false: all are read. Nothing is at hand before.
    bool readOne();
    // All that decide() may look at for this operation, in no particular order.
    [[nodiscard]] std::vector<signals::Silence> about(const store::OutboxItem &item, const SilenceOp &op) const;

private:
    const std::vector<signals::Silence> &m_all;
    std::size_t m_read = 0;
    QHash<QString, std::size_t> m_byId;
    QMultiHash<QString, std::size_t> m_byOperation;
    QMultiHash<QString, std::size_t> m_byMatchers; // acknowledgements only
};

} // namespace wf::engine
