// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/base/text/plainlabel.h"

#include <QWidget>

namespace wf::ui {

// Where a fact stands: in which row, from where and how wide.
struct FactPlace {
    int row = 0;
    double x = 0, width = 0;
    friend bool operator==(const FactPlace &, const FactPlace &) = default;
};
// Facts that want these widths, in a strip that is so wide: in one row while each keeps most of what it wants, the
// widest giving way first; else in as many rows as they need. Each has a place.
[[nodiscard]] std::vector<FactPlace> placeFacts(const std::vector<double> &wanted, double width);

// Facts side by side, divided by hairlines: a small caption above, the value below. What has no room in the first row
// stands in a second one.
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
    [[nodiscard]] QSize sizeHint() const override { return {240, heightOfRows(1)}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {120, heightOfRows(1)}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] static int heightOfRows(int rows);
    [[nodiscard]] std::vector<FactPlace> places(double width) const;
    void paintFact(QPainter &p, const Fact &fact, const FactPlace &place) const;

    std::vector<Fact> m_facts;
};

} // namespace wf::ui
