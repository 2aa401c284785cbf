// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/normal/normalanswer.h"

#include <QWidget>

namespace wf::widgets {
class IconButton;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

class UsualView;

// One thing that was looked at: its verdict, its value, where it is expected, and with what it was compared.
class NormalRow final : public QWidget {
    Q_OBJECT
public:
    explicit NormalRow(QWidget *parent = nullptr);
    // `atNs`: the moment that is judged.
    void show(const engine::NormalLine &line, qint64 atNs);
    [[nodiscard]] const engine::NormalLine &line() const { return m_line; }

Q_SIGNALS:
    void copyRequested(const QString &query);
    void movesRequested(const wf::signals::Subject &series);
    void openRequested(const wf::signals::Subject &subject);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    engine::NormalLine m_line;
    widgets::PlainLabel *m_title, *m_value, *m_reason, *m_facts, *m_query;
    UsualView *m_view;
    widgets::IconButton *m_copy, *m_moves, *m_open;
};

} // namespace wf::ui
