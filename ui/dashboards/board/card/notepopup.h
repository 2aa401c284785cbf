// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/boards/annotations/boardnotes.h"

#include "widgets/base/controls/popupcard.h"

namespace wf::ui {

// What an annotation's mark says: when, title, text and tags. Plain text, capped.
class NotePopup final : public widgets::PopupCard {
    Q_OBJECT
public:
    NotePopup(const engine::BoardNote &note, const QString &annotation, QWidget *parent);
    [[nodiscard]] QStringList lines() const { return m_lines; } // as it is read

private:
    QStringList m_lines;
};

} // namespace wf::ui
