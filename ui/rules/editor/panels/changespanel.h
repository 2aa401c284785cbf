// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/bench/rulebench.h"

#include <QWidget>

namespace wf::widgets {
class Button;
class CodeEdit;
} // namespace wf::widgets

namespace wf::ui {

class IconLine;

// What saving would change, as the lines of the file or group, and what speaks against it.
class ChangesPanel final : public QWidget {
    Q_OBJECT
public:
    explicit ChangesPanel(engine::RuleBench &bench, QWidget *parent = nullptr);
    // As `diff` prints it where something changes, else the rule.
    [[nodiscard]] QString asText() const;

private:
    void fill();
    void fillSays();
    engine::RuleBench &m_bench;
    IconLine *m_says;
    widgets::Button *m_theirs, *m_overwrite;
    widgets::CodeEdit *m_lines;
};

} // namespace wf::ui
