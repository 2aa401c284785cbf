// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;

namespace wf::widgets {
class PlainLabel;
}

namespace wf::ui {

// One line of the builder, and below it what is wrong with it.
class BuilderRow final : public QWidget {
    Q_OBJECT
public:
    explicit BuilderRow(const QString &caption, QWidget *parent = nullptr);
    [[nodiscard]] QHBoxLayout &line() { return *m_line; }
    void setProblem(const QString &words); // empty: nothing
    [[nodiscard]] QString problem() const;

private:
    QHBoxLayout *m_line;
    widgets::PlainLabel *m_problem;
};

} // namespace wf::ui
