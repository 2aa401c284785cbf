// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/annotations/boardnotes.h"

#include <QWidget>

namespace wf::ui {

// What an annotation's mark says: when, title, text and tags. Plain text, capped. Closes by Escape or a click beside
// it.
class NotePopup final : public QWidget {
    Q_OBJECT
public:
    NotePopup(const engine::BoardNote &note, const QString &annotation, QWidget *parent);
    void popupAt(QPoint globalAt);
    [[nodiscard]] QStringList lines() const { return m_lines; } // as it is read

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QStringList m_lines;
};

} // namespace wf::ui
