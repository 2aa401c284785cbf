// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/bench/rulebench.h"

#include <QWidget>

namespace wf::widgets {
class CodeEdit;
}

namespace wf::ui {

class IconLine;

// The rule as YAML, the same draft as the form: comments and fields that nobody knows are kept.
class YamlPanel final : public QWidget {
    Q_OBJECT
public:
    explicit YamlPanel(engine::RuleBench &bench, QWidget *parent = nullptr);
    void focusText();

private:
    void fill();
    void judge();
    engine::RuleBench &m_bench;
    IconLine *m_says;
    widgets::CodeEdit *m_text;
    QTimer m_soon;
};

} // namespace wf::ui
