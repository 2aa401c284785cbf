// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/theme.h"

#include <QWidget>

namespace wf::widgets {

// One or more lines of plain text in a role and tone of the theme. Never interprets markup; elides or wraps; can be
// selected and copied when asked. Use instead of QLabel everywhere.
class PlainLabel : public QWidget {
    Q_OBJECT
public:
    enum class Tone { Primary, Secondary, Tertiary, Disabled, Critical, Warning, Info, Ok, Acknowledged, Accent };
    explicit PlainLabel(const QString &text = {}, TextRole role = TextRole::Base, Tone tone = Tone::Primary,
                        QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    void setRole(TextRole role);
    void setTone(Tone tone);
    void setWrap(bool wrap);
    void setElide(Qt::TextElideMode mode);
    void setAlignment(Qt::Alignment alignment);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return m_wrap; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    TextRole m_role;
    Tone m_tone;
    bool m_wrap = false;
    Qt::TextElideMode m_elide = Qt::ElideRight;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
};

} // namespace wf::widgets
