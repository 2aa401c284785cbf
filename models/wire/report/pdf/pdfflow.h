// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/report/pdf/pdfdocument.h"

#include <functional>

namespace wf::wire {

// Text and tables one below the other, over as many pages as they need. `y` is where the last thing ended.
class PdfFlow {
public:
    PdfFlow(PdfDocument &document, double leftEdge, double rightEdge, double top, double bottom)
        : pdf(document), left(leftEdge), right(rightEdge), m_top(top), m_bottom(bottom)
    {
    }

    PdfDocument &pdf;
    const double left, right;
    double y = 0;

    [[nodiscard]] double width() const { return right - left; }
    [[nodiscard]] double room() const { return m_bottom - y; }
    // A new page when less than that is left of this one. True when it is a new one.
    bool need(double height);
    void newPage();

    // H2 with a line below it when given; at least `following` points of room below stay on the same page.
    void heading(const QString &words, const QString &note = {}, double following = 60);
    // A tagged paragraph; its first baseline is `step` below y.
    void paragraph(const QString &words, const PdfStyle &style, double step, double width = 0, double x = 0);

    struct Line {
        QString words;
        PdfStyle style;
    };
    struct Cell {
        std::vector<Line> lines;                              // each is wrapped
        std::function<void(double x, double top)> decoration; // an artifact beside the words
        double indent = 0;                                    // of the words
        int span = 1;
    };
    struct Column {
        double x = 0; // from the left edge; of right-aligned ones their right edge
        double width = 0;
        bool isRight = false;
    };
    struct Table {
        std::vector<Column> columns;
        std::vector<QString> heads;
        double lineStep = 11.6;
        bool isLastStrong = false; // a dark line below the last row
        bool hasRowHeads = false;  // the first cell of a row names it
        QByteArray summary;        // of the element, for who cannot see it
    };
    void beginTable(const Table &table);
    void row(const std::vector<Cell> &cells, bool isLast = false);
    void endTable();

private:
    void drawHeads(bool isTagged);
    [[nodiscard]] std::vector<std::vector<Line>> linesOf(const std::vector<Cell> &cells);

    double m_top, m_bottom;
    Table m_table;
};

} // namespace wf::wire
