// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/logtext/mask/maskshapes_p.h"

#include <QString>

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>

namespace wf::wire::logtext::shape {

namespace {

// A number that begins or ends here is a piece of something longer: an identifier, a version, a date, a path.
bool isPieceBefore(std::string_view text, std::size_t at)
{
    if (at == 0)
        return false;
    const char c = text[at - 1];
    return isWordAt(text, at - 1) || c == '.' || c == '/' || c == '%' || c == '#' || c == '$' || c == '-';
}

bool isPieceBehind(std::string_view text, std::size_t end)
{
    const char c = charAt(text, end);
    return isWordAt(text, end) ||
           ((c == '-' || c == '.' || c == '/' || c == ':') && is(charAt(text, end + 1), IsAlnum));
}

std::size_t digitsAt(std::string_view text, std::size_t at)
{
    std::size_t n = 0;
    while (is(charAt(text, at + n), IsDigit))
        ++n;
    return n;
}

// ISO/IEC 7812-1 annex B.
bool passesLuhn(std::string_view digits)
{
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int d = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1)
            d = d > 4 ? 2 * d - 9 : 2 * d;
        sum += d;
    }
    return sum % 10 == 0;
}

// Lengths and first digits of the brands in use.
bool isOfBrand(std::string_view digits)
{
    const auto first = [&](std::size_t n) {
        int value = 0;
        for (std::size_t i = 0; i < n; ++i)
            value = value * 10 + (digits[i] - '0');
        return value;
    };
    const auto in = [](int value, int least, int most) { return value >= least && value <= most; };
    const int two = first(2), three = first(3), four = first(4);
    switch (digits.size()) {
    case 14: // Diners Club
        return two == 36 || two == 38 || in(three, 300, 305);
    case 15: // American Express
        return two == 34 || two == 37;
    case 16: // Visa, Mastercard, Discover, JCB, UnionPay, Maestro
        return digits[0] == '4' || in(two, 51, 55) || in(four, 2221, 2720) || four == 6011 || two == 65 ||
               in(three, 644, 649) || in(four, 3528, 3589) || two == 62 || two == 50 || in(two, 56, 58) || two == 67;
    case 19: // Visa and UnionPay, when written in groups
        return digits[0] == '4' || two == 62;
    default:
        return false;
    }
}

struct Country {
    char code[3];
    unsigned char length;
};
// The SWIFT IBAN registry, release 97.
constexpr std::array countries{
    Country{"AD", 24}, Country{"AE", 23}, Country{"AL", 28}, Country{"AT", 20}, Country{"AZ", 28}, Country{"BA", 20},
    Country{"BE", 16}, Country{"BG", 22}, Country{"BH", 22}, Country{"BR", 29}, Country{"BY", 28}, Country{"CH", 21},
    Country{"CR", 22}, Country{"CY", 28}, Country{"CZ", 24}, Country{"DE", 22}, Country{"DK", 18}, Country{"DO", 28},
    Country{"EE", 20}, Country{"EG", 29}, Country{"ES", 24}, Country{"FI", 18}, Country{"FO", 18}, Country{"FR", 27},
    Country{"GB", 22}, Country{"GE", 22}, Country{"GI", 23}, Country{"GL", 18}, Country{"GR", 27}, Country{"GT", 28},
    Country{"HR", 21}, Country{"HU", 28}, Country{"IE", 22}, Country{"IL", 23}, Country{"IQ", 23}, Country{"IS", 26},
    Country{"IT", 27}, Country{"JO", 30}, Country{"KW", 30}, Country{"KZ", 20}, Country{"LB", 28}, Country{"LC", 32},
    Country{"LI", 21}, Country{"LT", 20}, Country{"LU", 20}, Country{"LV", 21}, Country{"MC", 27}, Country{"MD", 24},
    Country{"ME", 22}, Country{"MK", 19}, Country{"MR", 27}, Country{"MT", 31}, Country{"MU", 30}, Country{"NL", 18},
    Country{"NO", 15}, Country{"PK", 24}, Country{"PL", 28}, Country{"PS", 29}, Country{"PT", 25}, Country{"QA", 29},
    Country{"RO", 24}, Country{"RS", 22}, Country{"SA", 24}, Country{"SC", 31}, Country{"SE", 24}, Country{"SI", 19},
    Country{"SK", 24}, Country{"SM", 27}, Country{"ST", 25}, Country{"SV", 28}, Country{"TL", 23}, Country{"TN", 24},
    Country{"TR", 26}, Country{"UA", 29}, Country{"VA", 22}, Country{"VG", 24}, Country{"XK", 20}};

// ISO 7064 MOD 97-10 over the number with its first four characters at the end.
bool leavesOne(std::string_view iban)
{
    int rest = 0;
    for (std::size_t i = 0; i < iban.size(); ++i) {
        const char c = iban[(i + 4) % iban.size()];
        rest = is(c, IsDigit) ? rest * 10 + (c - '0') : rest * 100 + (c - 'A' + 10);
        rest %= 97;
    }
    return rest == 1;
}

// "+49 (0)30 901820-0": digits with single separators between, at most one pair of brackets.
Hit internationalPhone(std::string_view text, std::size_t at)
{
    if (!is(charAt(text, at + 1), IsDigit) || text[at + 1] == '0' ||
        (at > 0 && (isWordAt(text, at - 1) || text[at - 1] == '+')))
        return {};
    std::size_t i = at + 1;
    std::size_t end = i;
    std::size_t digits = 0;
    bool isOpen = false;
    int separators = 0; // since the last digit
    for (; i < text.size() && digits <= 15; ++i) {
        const char c = text[i];
        if (is(c, IsDigit)) {
            ++digits;
            separators = 0;
            end = i + 1;
        } else if (c == '(' && !isOpen) {
            isOpen = true;
            ++separators;
        } else if (c == ')' && isOpen) {
            isOpen = false;
            ++separators;
        } else if (c == ' ' || c == '-' || c == '.' || c == '/') {
            if (++separators > 2)
                break;
        } else {
            break;
        }
        if (separators > 2)
            break;
    }
    if (digits < 8 || digits > 15 || isWordAt(text, end))
        return {};
    return {at, end, MaskRule::Phone};
}

// (212) 555-0123, 212-555-0123, 1-212-555-0123, 212.555.0123: the North American plan; no area begins with 0 or 1.
Hit americanPhone(std::string_view text, std::size_t at)
{
    const bool isOpen = text[at] == '(';
    std::size_t i = at + (isOpen ? 1 : 0);
    if (!isOpen && text[i] == '1' && (charAt(text, i + 1) == '-' || charAt(text, i + 1) == '.'))
        i += 2;
    const auto threeDigits = [&text](std::size_t from) { return digitsAt(text, from) == 3 && text[from] >= '2'; };
    if (!threeDigits(i))
        return {};
    i += 3;
    const char separator = charAt(text, i++);
    if (isOpen ? separator != ')' : separator != '-' && separator != '.')
        return {};
    if (isOpen && charAt(text, i) == ' ')
        ++i;
    if (!threeDigits(i))
        return {};
    i += 3;
    const char second = charAt(text, i++);
    if (isOpen ? second != '-' && second != '.' && second != ' ' : second != separator)
        return {};
    if (digitsAt(text, i) != 4 || isPieceBehind(text, i + 4))
        return {};
    return {at, i + 4, MaskRule::Phone};
}

// 06 12 34 56 78 and 06.12.34.56.78: France.
Hit pairsPhone(std::string_view text, std::size_t at)
{
    const char separator = charAt(text, at + 2);
    if (separator != ' ' && separator != '.' && separator != '-')
        return {};
    for (std::size_t pair = 0; pair < 5; ++pair) {
        const std::size_t i = at + 3 * pair;
        if (digitsAt(text, i) != 2 || (pair < 4 && charAt(text, i + 2) != separator))
            return {};
    }
    return isPieceBehind(text, at + 14) ? Hit{} : Hit{at, at + 14, MaskRule::Phone};
}

// 030 901820, 0171/1234567, 020 7946 0958, 07700 900123, (030) 901820, 0049 30 901820: a trunk zero, an area, then one
// or two groups.
Hit trunkPhone(std::string_view text, std::size_t at)
{
    std::size_t i = at;
    const bool isOpen = text[i] == '(';
    i += isOpen ? 1 : 0;
    const std::size_t area = digitsAt(text, i);
    if (charAt(text, i) != '0' || area < 3 || area > 5 ||
        (charAt(text, i + 1) == '0' && (area < 4 || text[i + 2] == '0')))
        return {};
    i += area;
    if (isOpen && charAt(text, i++) != ')')
        return {};
    const char separator = charAt(text, i);
    if (separator != ' ' && separator != '-' && separator != '/')
        return {};
    ++i;
    const std::size_t first = digitsAt(text, i);
    i += first;
    std::size_t total = area + first;
    std::size_t second = 0;
    if (first >= 2 && (charAt(text, i) == ' ' || charAt(text, i) == '-') && is(charAt(text, i + 1), IsDigit)) {
        second = digitsAt(text, i + 1);
        i += second + 1;
        total += second;
    }
    const bool isShaped = second > 0 ? second >= 3 && first >= 2 && first <= 4 : first >= 5 && first <= 9;
    if (!isShaped || total < 9 || total > 15 || isPieceBehind(text, i))
        return {};
    return {at, i, MaskRule::Phone};
}

} // namespace

Hit card(std::string_view text, std::size_t at)
{
    if (isPieceBefore(text, at))
        return {};
    std::array<char, 20> digits{};
    std::array<std::size_t, 8> groups{};
    std::size_t n = 0, group = 0, i = at;
    char separator = '\0';
    while (n < digits.size() && group < groups.size()) {
        while (is(charAt(text, i), IsDigit) && n < digits.size()) {
            digits.at(n++) = text[i++];
            ++groups.at(group);
        }
        const char c = charAt(text, i);
        const bool isSeparator = (c == ' ' || c == '-') && (separator == '\0' || c == separator);
        if (!isSeparator || !is(charAt(text, i + 1), IsDigit) || groups.at(group) < 4)
            break;
        // Only 4-4-4-4, 4-4-4-4-3, 4-6-5 and 4-6-4 are written.
        if (group == 0 && groups[0] != 4)
            break;
        separator = c;
        ++i;
        ++group;
    }
    const bool isGrouped = group > 0;
    const auto shaped = [&](std::initializer_list<std::size_t> lengths) {
        return group + 1 == lengths.size() && std::equal(lengths.begin(), lengths.end(), groups.begin());
    };
    if (isGrouped ? !shaped({4, 4, 4, 4}) && !shaped({4, 4, 4, 4, 3}) && !shaped({4, 6, 5}) && !shaped({4, 6, 4})
                  : n > 16)
        return {};
    const std::string_view number(digits.data(), n);
    if (n < 14 || isPieceBehind(text, i) || !isOfBrand(number) || !passesLuhn(number))
        return {};
    return {at, i, MaskRule::Card};
}

Hit iban(std::string_view text, std::size_t at, std::size_t floor)
{
    if (at < floor + 2 || !is(text[at - 1], IsUpper) || !is(text[at - 2], IsUpper) ||
        !is(charAt(text, at + 1), IsDigit))
        return {};
    const std::size_t begin = at - 2;
    if (begin > 0 && isWordAt(text, begin - 1))
        return {};
    const auto country = std::find_if(countries.begin(), countries.end(), [&](const Country &c) {
        return c.code[0] == text[begin] && c.code[1] == text[begin + 1];
    });
    if (country == countries.end())
        return {};
    std::array<char, 34> compact{};
    std::size_t n = 0, i = begin;
    for (; i < text.size() && n < country->length; ++i) {
        if (is(text[i], IsDigit | IsUpper))
            compact.at(n++) = text[i];
        else if (text[i] != ' ' || n % 4 != 0 || text[i - 1] == ' ')
            return {};
    }
    if (n != country->length || isWordAt(text, i) || !leavesOne({compact.data(), n}))
        return {};
    return {begin, i, MaskRule::Iban};
}

Hit phone(std::string_view text, std::size_t at)
{
    if (text[at] == '+')
        return internationalPhone(text, at);
    if (text[at] == '(' ? at > 0 && isWordAt(text, at - 1) : isPieceBefore(text, at))
        return {};
    if (const Hit hit = americanPhone(text, at); hit.found())
        return hit;
    if (text[at] != '0' && text[at] != '(')
        return {};
    if (const Hit hit = text[at] == '0' ? pairsPhone(text, at) : Hit{}; hit.found())
        return hit;
    return trunkPhone(text, at);
}

// "version 1.2.3.4", "release=10.0.17.2": four numbers, and no address.
static bool isVersionBefore(std::string_view text, std::size_t at)
{
    std::size_t end = at;
    while (end > 0 && at - end < 4 && std::string_view(" =:\"'(").find(text[end - 1]) != std::string_view::npos)
        --end;
    if (end == at)
        return false;
    for (const std::string_view word : {"version", "release", "build"})
        if (end >= word.size() &&
            std::equal(word.begin(), word.end(), text.begin() + static_cast<long>(end - word.size()),
                       [](char a, char b) { return a == (b | 0x20); }))
            return true;
    return false;
}

Hit ip4(std::string_view text, std::size_t at)
{
    if (at > 0 && (isWordAt(text, at - 1) || text[at - 1] == '.' || text[at - 1] == '-'))
        return {};
    std::size_t i = at;
    for (int part = 0; part < 4; ++part) {
        const std::size_t n = digitsAt(text, i);
        if (n == 0 || n > 3 || (part < 3 && charAt(text, i + n) != '.'))
            return {};
        int value = 0;
        for (std::size_t d = 0; d < n; ++d)
            value = value * 10 + (text[i + d] - '0');
        if (value > 255)
            return {};
        i += n + (part < 3 ? 1 : 0);
    }
    if (isWordAt(text, i) || (charAt(text, i) == '.' && is(charAt(text, i + 1), IsDigit)) || charAt(text, i) == '-' ||
        isVersionBefore(text, at))
        return {};
    return {at, i, MaskRule::Ip};
}

Hit ip6(std::string_view text, std::size_t at, std::size_t floor)
{
    const auto isPart = [](char c) {
        return is(c, IsDigit) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
    };
    std::size_t begin = at;
    while (begin > floor && at - begin < 4 && isPart(text[begin - 1]) && text[begin - 1] != '.')
        --begin;
    if (begin > 0 && isWordAt(text, begin - 1))
        return {};
    std::size_t end = at;
    while (end < text.size() && end - begin < 46 && isPart(text[end]))
        ++end;
    while (end > begin && text[end - 1] == '.')
        --end;
    if (end - begin < 3 || end - begin > 45 || isWordAt(text, end))
        return {};
    const auto candidate = text.substr(begin, end - begin);
    if (std::count(candidate.begin(), candidate.end(), ':') < 2 || candidate == "::")
        return {};
    std::array<char, 46> zeroEnded{};
    candidate.copy(zeroEnded.data(), candidate.size());
    in6_addr address{};
    if (inet_pton(AF_INET6, zeroEnded.data(), &address) != 1)
        return {};
    return {begin, end, MaskRule::Ip};
}

} // namespace wf::wire::logtext::shape
