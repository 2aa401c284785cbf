// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/async/jobscope.h"

#include <QImage>
#include <QWidget>

namespace wf::widgets {
class IconButton;
class PlainLabel;
} // namespace wf::widgets

namespace wf::ui {

// The pages of a PDF of our own, one at a time, as wide as there is room. Drawn on a pool. Page Up and Page Down turn.
class PagePreview final : public QWidget {
    Q_OBJECT
public:
    explicit PagePreview(async::Pools &pools, QWidget *parent = nullptr);
    // Whether this build can draw PDF (libpoppler-qt6).
    [[nodiscard]] static bool isAvailable();
    // `words`: what the pages say, for who cannot see them.
    void setDocument(const QByteArray &pdf, const QString &words);
    void setProblem(const QString &words); // instead of pages
    [[nodiscard]] int pages() const { return m_pages; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void turn(int by);
    void draw();
    [[nodiscard]] QRect pageRect() const;

    async::Pools &m_pools;
    async::JobScope m_jobs;
    QByteArray m_pdf;
    QImage m_image;
    QString m_problem;
    int m_page = 0;
    int m_pages = 0;
    widgets::PlainLabel *m_place;
    widgets::IconButton *m_back;
    widgets::IconButton *m_next;
};

} // namespace wf::ui
