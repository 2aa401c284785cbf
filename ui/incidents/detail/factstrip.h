// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/plainlabel.h"

#include <QWidget>

namespace wf::ui {

// Facts side by side, divided by hairlines: a small caption above, the value below.
class FactStrip final : public QWidget {
    Q_OBJECT
public:
    struct Fact {
        QString caption;
        QString value; // outside text allowed
        widgets::PlainLabel::Tone tone = widgets::PlainLabel::Tone::Primary;
        double passed = -1; // a bar below: how much of the time until then is over, 0 to 1; below 0: none
    };
    explicit FactStrip(QWidget *parent = nullptr);
    void setFacts(std::vector<Fact> facts);
    [[nodiscard]] QSize sizeHint() const override { return {240, 46}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 46}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<Fact> m_facts;
};

} // namespace wf::ui
