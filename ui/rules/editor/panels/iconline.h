// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/text/plainlabel.h"

#include <QWidget>

namespace wf::ui {

// An icon and a sentence; where there is one, a second part in tertiary. Plain text; wraps where asked to.
class IconLine final : public QWidget {
    Q_OBJECT
public:
    using Tone = widgets::PlainLabel::Tone;
    explicit IconLine(bool wraps = false, QWidget *parent = nullptr);
    void show(const QString &icon, const QString &text, Tone tone, const QString &second = {});
    void clear();
    [[nodiscard]] QString text() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    Tone m_tone = Tone::Secondary;
    bool m_wraps = false;
    widgets::PlainLabel *m_text, *m_second;
};

} // namespace wf::ui
