// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/report/pdf/pdfdocument.h"

#include "models/base/clock.h"

#include <QCryptographicHash>
#include <QDateTime>

namespace wf::wire {

using namespace Qt::StringLiterals;

base::Result<std::unique_ptr<PdfDocument>> PdfDocument::open(const PdfFontFiles &fonts, double width, double height)
{
    static constexpr std::array names{"WatchfloorSans-Regular", "WatchfloorSans-Medium", "WatchfloorSans-SemiBold",
                                      "JetBrainsMono-Regular"};
    auto document = std::unique_ptr<PdfDocument>(new PdfDocument(width, height));
    for (std::size_t i = 0; i < pdfFaces; ++i) {
        auto font = PdfFont::open(fonts[i], names[i]);
        if (!font)
            return font.error();
        document->m_fonts[i] = std::move(*font);
        document->m_fontIds[i] = document->m_file.reserve();
    }
    document->m_elements.push_back({"Document", {}, -1, {}});
    document->m_open = 0;
    return document;
}

void PdfDocument::addPage()
{
    m_pages.emplace_back();
    m_page = pageCount() - 1;
}

void PdfDocument::goToPage(int index)
{
    m_page = index;
}

void PdfDocument::open(const QByteArray &type, const QByteArray &attributes)
{
    const int id = static_cast<int>(m_elements.size());
    m_elements[static_cast<std::size_t>(m_open)].kids.push_back({id, -1, -1});
    m_elements.push_back({type, attributes, m_open, {}});
    m_open = id;
}

void PdfDocument::close()
{
    m_open = m_elements[static_cast<std::size_t>(m_open)].parent;
}

void PdfDocument::begin()
{
    Page &page = m_pages[static_cast<std::size_t>(m_page)];
    Element &element = m_elements[static_cast<std::size_t>(m_open)];
    const int mark = static_cast<int>(page.owners.size());
    page.owners.push_back(m_open);
    element.kids.push_back({-1, m_page, mark});
    page.content += '/' + element.type + "<</MCID " + QByteArray::number(mark) + ">>BDC\n";
}

void PdfDocument::beginArtifact(const char *kind)
{
    if (kind == nullptr)
        out() += "/Artifact BMC\n";
    else
        out() += QByteArray("/Artifact<</Type/") + kind + ">>BDC\n";
}

void PdfDocument::end()
{
    out() += "EMC\n";
}

// The tree of elements and, by page and mark, who owns which content (14.7.4.4). Gives the root.
int PdfDocument::writeStructure(const std::vector<int> &pageIds)
{
    std::vector<int> ids;
    for (std::size_t i = 0; i < m_elements.size(); ++i)
        ids.push_back(m_file.reserve());
    const int root = m_file.reserve();
    for (std::size_t i = 0; i < m_elements.size(); ++i) {
        const Element &element = m_elements[i];
        QByteArray kids;
        int home = -1;
        for (const Kid &kid : element.kids) {
            home = home < 0 ? kid.page : home;
            if (kid.element >= 0)
                kids += pdfReference(ids[static_cast<std::size_t>(kid.element)]) + ' ';
            else if (kid.page == home)
                kids += QByteArray::number(kid.mark) + ' ';
            else
                kids += "<</Type/MCR/Pg " + pdfReference(pageIds[static_cast<std::size_t>(kid.page)]) + "/MCID " +
                        QByteArray::number(kid.mark) + ">>";
        }
        const int parent = element.parent < 0 ? root : ids[static_cast<std::size_t>(element.parent)];
        QByteArray page;
        if (home >= 0)
            page = "/Pg " + pdfReference(pageIds[static_cast<std::size_t>(home)]);
        m_file.put(ids[i], "<</S/" + element.type + "/P " + pdfReference(parent) + page + element.attributes + "/K[" +
                               kids + "]>>");
    }
    QByteArray owners;
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        QByteArray list;
        for (const int owner : m_pages[i].owners)
            list += pdfReference(ids[static_cast<std::size_t>(owner)]) + ' ';
        owners += QByteArray::number(i) + ' ' + pdfReference(m_file.add('[' + list + ']')) + ' ';
    }
    m_file.put(root, "<</Type/StructTreeRoot/K " + pdfReference(ids[0]) + "/ParentTree<</Nums[" + owners +
                         "]>>/ParentTreeNextKey " + QByteArray::number(m_pages.size()) + ">>");
    return root;
}

std::vector<int> PdfDocument::writePages(int pagesId)
{
    QByteArray fonts, images;
    for (std::size_t i = 0; i < pdfFaces; ++i)
        fonts += "/F" + QByteArray::number(i) + ' ' + pdfReference(m_fontIds[i]);
    for (std::size_t i = 0; i < m_images.size(); ++i)
        images += "/I" + QByteArray::number(i) + ' ' + pdfReference(m_images[i]);
    const int resources = m_file.add("<</Font<<" + fonts + ">>/XObject<<" + images + ">>>>");
    std::vector<int> ids;
    QByteArray kids;
    for (std::size_t i = 0; i < m_pages.size(); ++i) {
        const int content = m_file.addStream({}, m_pages[i].content);
        ids.push_back(m_file.add("<</Type/Page/Parent " + pdfReference(pagesId) + "/MediaBox[0 0 " +
                                 pdfNumber(m_width) + ' ' + pdfNumber(m_height) + "]/Resources " +
                                 pdfReference(resources) + "/Contents " + pdfReference(content) +
                                 "/Tabs/S/StructParents " + QByteArray::number(i) + ">>"));
        kids += pdfReference(ids.back()) + ' ';
    }
    m_file.put(pagesId, "<</Type/Pages/Count " + QByteArray::number(m_pages.size()) + "/Kids[" + kids + "]>>");
    return ids;
}

QByteArray PdfDocument::writeAttachments(const std::vector<Attachment> &attachments, qint64 timeNs)
{
    if (attachments.empty())
        return {};
    QByteArray names, files;
    for (const Attachment &one : attachments) {
        const int data =
            m_file.addStream("/Type/EmbeddedFile/Watchfloor.Height " + pdfNumber(m_height) + "/Subtype/" +
                                 QByteArray(one.type).replace('/', "#2F") + "/Params<</Size " +
                                 QByteArray::number(one.data.size()) + "/ModDate" + pdfDate(timeNs) + "/CheckSum<" +
                                 QCryptographicHash::hash(one.data, QCryptographicHash::Md5).toHex() + ">>>",
                             one.data);
        const int file = m_file.add("<</Type/Filespec/F" + pdfText(one.name) + "/UF" + pdfText(one.name) + "/Desc" +
                                    pdfText(one.words) + "/AFRelationship/Data/EF<</F " + pdfReference(data) + "/UF " +
                                    pdfReference(data) + ">>>>");
        names += pdfText(one.name) + pdfReference(file) + ' ';
        files += pdfReference(file) + ' ';
    }
    return "/Names<</EmbeddedFiles<</Names[" + names + "]>>>>/AF[" + files + ']';
}

// XMP, which PDF/UA wants; as text, so that anybody can read it.
int PdfDocument::writeMetadata(const About &about)
{
    const QString date = QDateTime::fromMSecsSinceEpoch(about.timeNs / base::nsPerMs, Qt::UTC).toString(Qt::ISODate);
    const QString xml =
        u"<?xpacket begin=\"\xFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%1</rdf:li></rdf:Alt></dc:title>\n"
        "<dc:creator><rdf:Seq><rdf:li>%2</rdf:li></rdf:Seq></dc:creator>\n"
        "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%3</rdf:li></rdf:Alt></dc:description>\n"
        "<dc:language><rdf:Bag><rdf:li>%4</rdf:li></rdf:Bag></dc:language>\n"
        "<xmp:CreatorTool>%5</xmp:CreatorTool><xmp:CreateDate>%6</xmp:CreateDate><xmp:ModifyDate>%6</xmp:ModifyDate>\n"
        "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"_s.arg(
            about.title.toHtmlEscaped(), about.author.toHtmlEscaped(), about.subject.toHtmlEscaped(),
            about.language.toHtmlEscaped(), QString::fromLatin1(about.creator).toHtmlEscaped(), date);
    return m_file.addStream("/Type/Metadata/Subtype/XML", xml.toUtf8());
}

QByteArray PdfDocument::finish(const About &about, const std::vector<Attachment> &attachments)
{
    // First of all, so that who verifies finds them at once.
    const QByteArray attached = writeAttachments(attachments, about.timeNs);
    for (std::size_t i = 0; i < pdfFaces; ++i)
        m_fonts[i]->write(m_file, m_fontIds[i]);
    const int pagesId = m_file.reserve();
    const std::vector<int> pages = writePages(pagesId);
    const int structure = writeStructure(pages);
    const int metadata = writeMetadata(about);
    const int catalog =
        m_file.add("<</Type/Catalog/Pages " + pdfReference(pagesId) + "/Lang" + pdfText(about.language) +
                   "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
                   "/StructTreeRoot " +
                   pdfReference(structure) + "/Metadata " + pdfReference(metadata) + attached + ">>");
    const QByteArray date = pdfDate(about.timeNs);
    const int information =
        m_file.add("<</Title" + pdfText(about.title) + "/Author" + pdfText(about.author) + "/Subject" +
                   pdfText(about.subject) + "/Creator" + pdfText(QString::fromLatin1(about.creator)) + "/Producer" +
                   pdfText(QString::fromLatin1(about.creator)) + "/CreationDate" + date + "/ModDate" + date + ">>");
    return m_file.finish(catalog, information);
}

} // namespace wf::wire
