// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/normal/normalanswer.h"

#include <QWidget>

namespace wf::ui {

// The hours before as a line, where it is expected as a band behind it, and now as a dot. Shows no words.
class UsualView final : public QWidget {
    Q_OBJECT
public:
    explicit UsualView(QWidget *parent = nullptr);
    void show(const engine::NormalLine &line);
    [[nodiscard]] QSize sizeHint() const override { return {150, 44}; }

    // Where things are painted in a box. Pure.
    struct Places {
        QRectF band;    // null: it is not known where the value is expected
        QPolygonF line; // oldest first
        QPointF now;    // meaningless without a value
        bool hasNow = false;
    };
    [[nodiscard]] static Places placesIn(const QRectF &box, const engine::NormalLine &line);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    engine::NormalLine m_line;
};

} // namespace wf::ui
