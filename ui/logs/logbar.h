// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/logs/logsnapshot.h"

#include <QWidget>

namespace wf::widgets {
class Button;
class IconButton;
class PlainLabel;
class Segmented;
} // namespace wf::widgets

namespace wf::ui {

// The row above the list: lines or patterns, live tail and its state, errors back and forth.
class LogBar final : public QWidget {
    Q_OBJECT
public:
    explicit LogBar(QWidget *parent = nullptr);
    void setTail(const engine::TailState &tail);
    void setErrors(qint64 errors);
    void setWrapped(bool wrapped);
    void setView(int view); // 0 lines, 1 patterns
    // Instead of the tail's words: where the shown lines come from; empty = the result.
    void setContext(const QString &words);

Q_SIGNALS:
    void viewChosen(int view);
    void liveToggled(bool live);
    void pauseToggled();
    void errorRequested(bool forward);
    void wrapToggled();
    void backRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    widgets::Segmented *m_view;
    widgets::Button *m_live, *m_pause, *m_back;
    widgets::PlainLabel *m_words, *m_errors;
    widgets::IconButton *m_previous, *m_next, *m_wrap;
    engine::TailState m_tail;
    QString m_context;
    void showWords();
};

// "58 lines per second", "Paused, 214 new lines", what was dropped or is missing.
[[nodiscard]] QString tailWords(const engine::TailState &tail);

} // namespace wf::ui
