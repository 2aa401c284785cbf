// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/wire/report/pdf/pdffont.h"

#include <array>

namespace wf::wire {

enum class PdfFace { Regular, Medium, SemiBold, Mono };
inline constexpr std::size_t pdfFaces = 4;

struct PdfColour {
    double red = 0, green = 0, blue = 0; // 0..1
    // "#RRGGBB"; black when it is something else.
    [[nodiscard]] static PdfColour of(QLatin1String hex);
    friend bool operator==(const PdfColour &, const PdfColour &) = default;
};

struct PdfStyle {
    PdfFace face = PdfFace::Regular;
    double size = 8.4; // points
    PdfColour colour;
    double tracking = 0; // between letters, in 1/1000 of the size
};

// The .ttf files; each is embedded as a subset.
using PdfFontFiles = std::array<QByteArray, pdfFaces>;

// A tagged PDF (ISO 32000-1, 14.7 and 14.8; PDF/UA-1 in what it must hold) being written. Points from the top left
// corner; y grows downwards. What is drawn belongs to the innermost open element, between begin() and end(), or is an
// artifact. Elements may go on over pages.
class PdfDocument {
public:
    struct About {
        QString title, author, subject, language;
        QByteArray creator;
        qint64 timeNs = 0;
    };
    struct Attachment {
        QString name;
        QByteArray type; // "application/json"
        QString words;
        QByteArray data;
    };
    [[nodiscard]] static base::Result<std::unique_ptr<PdfDocument>> open(const PdfFontFiles &fonts, double width,
                                                                         double height);

    [[nodiscard]] double width() const { return m_width; }
    [[nodiscard]] double height() const { return m_height; }
    void addPage();
    [[nodiscard]] int pageCount() const { return static_cast<int>(m_pages.size()); }
    void goToPage(int index); // from 0; to draw what is the same on each of them

    // Structure. `attributes`: entries of the element's dictionary.
    void open(const QByteArray &type, const QByteArray &attributes = {});
    void close();
    void begin();                                   // content of the element
    void beginArtifact(const char *kind = nullptr); // Pagination, Layout
    void end();

    [[nodiscard]] double widthOf(QStringView text, const PdfStyle &style);
    [[nodiscard]] std::vector<QString> wrapped(const QString &text, const PdfStyle &style, double width);
    void text(double x, double baseline, QStringView text, const PdfStyle &style);
    void textRight(double right, double baseline, QStringView text, const PdfStyle &style);

    void fillRectangle(double x, double y, double width, double height, PdfColour colour);
    void line(double x1, double y1, double x2, double y2, double width, PdfColour colour, bool isDashed = false);
    void polyline(const std::vector<std::pair<double, double>> &points, double width, PdfColour colour,
                  bool isDashed = false);
    void fillPolygon(const std::vector<std::pair<double, double>> &points, PdfColour colour);
    void fillCircle(double x, double y, double radius, PdfColour colour);
    // 8 bits per channel, rows of rgb, and alpha when there is any.
    [[nodiscard]] int addImage(int width, int height, const QByteArray &rgb, const QByteArray &alpha);
    void image(int id, double x, double y, double width, double height);

    [[nodiscard]] QByteArray finish(const About &about, const std::vector<Attachment> &attachments);

private:
    struct Kid {
        int element = -1;
        int page = -1, mark = -1;
    };
    struct Element {
        QByteArray type, attributes;
        int parent = -1;
        std::vector<Kid> kids;
    };
    struct Page {
        QByteArray content;
        std::vector<int> owners; // element of each mark
    };
    PdfDocument(double width, double height) : m_width(width), m_height(height) {}
    [[nodiscard]] PdfFont &font(PdfFace face) { return *m_fonts[static_cast<std::size_t>(face)]; }
    QByteArray &out() { return m_pages[static_cast<std::size_t>(m_page)].content; }
    void colour(PdfColour colour, bool isStroke);
    void pen(double width, PdfColour colour, bool isDashed);
    void showRun(const PdfFont::Run &run, const QString &word, PdfFont &font);
    [[nodiscard]] int writeStructure(const std::vector<int> &pageIds);
    [[nodiscard]] std::vector<int> writePages(int pagesId);
    [[nodiscard]] QByteArray writeAttachments(const std::vector<Attachment> &attachments, qint64 timeNs);
    [[nodiscard]] int writeMetadata(const About &about);

    double m_width, m_height;
    PdfFile m_file;
    std::array<std::unique_ptr<PdfFont>, pdfFaces> m_fonts;
    std::array<int, pdfFaces> m_fontIds{};
    std::vector<int> m_images;
    std::vector<Page> m_pages;
    int m_page = -1;
    std::vector<Element> m_elements;
    int m_open = -1; // the innermost
};

} // namespace wf::wire
