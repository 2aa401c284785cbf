// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/logbuffer.h"

#include <QWidget>

namespace wf::widgets {

// A strip beside the list: where in the whole result the errors stand, and which part is visible. Click goes there.
class ErrorMap final : public QWidget {
    Q_OBJECT
public:
    explicit ErrorMap(QWidget *parent = nullptr);
    void setLines(signals::LogBuffer::Ptr lines);
    void setVisiblePart(std::size_t firstLine, std::size_t lastLine);
    // For each pixel row whether an error stands there.
    [[nodiscard]] static std::vector<bool> marks(const signals::LogBuffer &lines, int height);
    static constexpr int stripWidth = 8;

Q_SIGNALS:
    void lineChosen(quint64 line);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    signals::LogBuffer::Ptr m_lines = signals::LogBuffer::empty();
    std::vector<bool> m_marks;
    std::size_t m_first = 0, m_last = 0;
};

} // namespace wf::widgets
