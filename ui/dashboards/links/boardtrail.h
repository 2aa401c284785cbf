// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/timerange.h"

#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace wf::ui {

// A dashboard as somebody looked at it.
struct BoardVisit {
    QString path; // empty: the generated one
    QString name; // outside text
    std::map<QString, QStringList> variables;
    base::TimeSelection time;
    friend bool operator==(const BoardVisit &, const BoardVisit &) = default;
};

// Where somebody came from, link by link.
class BoardTrail {
public:
    void leave(BoardVisit visit);
    // The last one that is not what is shown; it is off the trail then. Nothing: there is none.
    [[nodiscard]] std::optional<BoardVisit> back(const BoardVisit &shown);
    [[nodiscard]] const std::vector<BoardVisit> &visits() const { return m_visits; }
    static constexpr std::size_t most = 50;

private:
    std::vector<BoardVisit> m_visits; // the newest last
};

} // namespace wf::ui
