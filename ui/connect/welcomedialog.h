// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace wf::ui {

// The first thing a newcomer sees: where shall the data come from? Enter takes the first answer, 1 to 3 take theirs.
class WelcomeDialog final : public QDialog {
    Q_OBJECT
public:
    enum class Choice { None, ThisMachine, Demo, Connect };
    explicit WelcomeDialog(QWidget *parent = nullptr);
    // None: closed without an answer.
    [[nodiscard]] Choice choice() const { return m_choice; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void choose(Choice choice);
    Choice m_choice = Choice::None;
};

} // namespace wf::ui
