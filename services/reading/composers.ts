import { fold } from "../../store/fold.ts";

/**
 * Composers with their years, written from general knowledge; the spelling is
 * the one shown. `|` parts off other spellings of the surname. It helps to
 * tell a name from other words and to complete initials; a name that is not
 * here is read all the same.
 */
const list = `
Adolphe Adam (1803-1856)
Isaac Albéniz (1860-1909)
Tomaso Albinoni (1671-1751)
Charles-Valentin Alkan (1813-1888)
Anton Arensky (1861-1906)
Thomas Arne (1710-1778)
Carl Philipp Emanuel Bach (1714-1788)
Johann Christian Bach (1735-1782)
Johann Sebastian Bach (1685-1750)
Wilhelm Friedemann Bach (1710-1784)
Mily Balakirev (1837-1910)
Granville Bantock (1868-1946)
Samuel Barber (1910-1981)
Béla Bartók (1881-1945)
Arnold Bax (1883-1953)
Amy Beach (1867-1944)
Ludwig van Beethoven (1770-1827)
Vincenzo Bellini (1801-1835)
Alban Berg (1885-1935)
Hector Berlioz (1803-1869)
Franz Berwald (1796-1868)
Heinrich Ignaz Franz Biber (1644-1704)
Georges Bizet (1838-1875)
Luigi Boccherini (1743-1805)
Alexander Borodin (1833-1887)
Lili Boulanger (1893-1918)
Nadia Boulanger (1887-1979)
William Boyce (1711-1779)
Johannes Brahms (1833-1897)
Frank Bridge (1879-1941)
Benjamin Britten (1913-1976)
Max Bruch (1838-1920)
Anton Bruckner (1824-1896)
Friedrich Burgmüller (1806-1874)
Ferruccio Busoni (1866-1924)
Dieterich Buxtehude (1637-1707)
William Byrd (1540-1623)
Thomas Campion (1567-1620)
Matteo Carcassi (1792-1853)
Ferdinando Carulli (1770-1841)
Emmanuel Chabrier (1841-1894)
Cécile Chaminade (1857-1944)
Marc-Antoine Charpentier (1643-1704)
Ernest Chausson (1855-1899)
Luigi Cherubini (1760-1842)
Frédéric Chopin (1810-1849)
Jeremiah Clarke (1674-1707)
Muzio Clementi (1752-1832)
Samuel Coleridge-Taylor (1875-1912)
Arcangelo Corelli (1653-1713)
Peter Cornelius (1824-1874)
François Couperin (1668-1733)
Johann Baptist Cramer (1771-1858)
César Cui (1835-1918)
Carl Czerny (1791-1857)
Louis-Claude Daquin (1694-1772)
Claude Debussy (1862-1918)
Léo Delibes (1836-1891)
Frederick Delius (1862-1934)
Anton Diabelli (1781-1858)
Carl Ditters von Dittersdorf (1739-1799)
Gaetano Donizetti (1797-1848)
John Dowland (1563-1626)
Paul Dukas (1865-1935)
Henri Duparc (1848-1933)
Jan Ladislav Dussek (1760-1812)
Antonín Dvořák (1841-1904)
Edward Elgar (1857-1934)
George Enescu (1881-1955)
Manuel de Falla (1876-1946)
Louise Farrenc (1804-1875)
Gabriel Fauré (1845-1924)
John Field (1782-1837)
Zdeněk Fibich (1850-1900)
Stephen Foster (1826-1864)
César Franck (1822-1890)
Robert Franz (1815-1892)
Girolamo Frescobaldi (1583-1643)
Johann Jakob Froberger (1616-1667)
Giovanni Gabrieli (1557-1612)
Niels Gade (1817-1890)
Francesco Geminiani (1687-1762)
George Gershwin (1898-1937)
Carlo Gesualdo (1566-1613)
Orlando Gibbons (1583-1625)
Mauro Giuliani (1781-1829)
Alexander Glazunov (1865-1936)
Reinhold Glière (1875-1956)
Mikhail Glinka (1804-1857)
Christoph Willibald Gluck (1714-1787)
Benjamin Godard (1849-1895)
Leopold Godowsky (1870-1938)
Karl Goldmark (1830-1915)
Louis Moreau Gottschalk (1829-1869)
Charles Gounod (1818-1893)
Enrique Granados (1867-1916)
Edvard Grieg (1843-1907)
Alexandre Guilmant (1837-1911)
Cornelius Gurlitt (1820-1901)
Ivor Gurney (1890-1937)
Reynaldo Hahn (1874-1947)
George Frideric Handel (1685-1759) | Händel | Haendel
Charles-Louis Hanon (1819-1900)
Johann Adolf Hasse (1699-1783)
Joseph Haydn (1732-1809)
Michael Haydn (1737-1806)
Stephen Heller (1813-1888)
Fanny Hensel (1805-1847) | Mendelssohn Hensel | Mendelssohn-Hensel
Hildegard von Bingen (1098-1179)
Paul Hindemith (1895-1963)
Franz Anton Hoffmeister (1754-1812)
Gustav Holst (1874-1934)
Johann Nepomuk Hummel (1778-1837)
Engelbert Humperdinck (1854-1921)
Jacques Ibert (1890-1962)
John Ireland (1879-1962)
Charles Ives (1874-1954)
Leoš Janáček (1854-1928)
Josquin des Prez (1450-1521)
Scott Joplin (1868-1917)
Jan Václav Kalliwoda (1801-1866) | Kalivoda
Fritz Kreisler (1875-1962)
Rodolphe Kreutzer (1766-1831)
Friedrich Kuhlau (1786-1832)
Johann Kuhnau (1660-1722)
Édouard Lalo (1823-1892)
Josephine Lang (1815-1880)
Orlande de Lassus (1532-1594) | Lasso
Jean-Marie Leclair (1697-1764)
Ruggero Leoncavallo (1857-1919)
Anatoly Lyadov (1855-1914) | Liadov
Franz Liszt (1811-1886)
Carl Loewe (1796-1869)
Jean-Baptiste Lully (1632-1687)
Edward MacDowell (1860-1908)
Gustav Mahler (1860-1911)
Alma Mahler (1879-1964)
Marin Marais (1656-1728)
Alessandro Marcello (1673-1747)
Benedetto Marcello (1686-1739)
Bohuslav Martinů (1890-1959)
Pietro Mascagni (1863-1945)
Jules Massenet (1842-1912)
Emilie Mayer (1812-1883)
Nikolai Medtner (1880-1951)
Felix Mendelssohn Bartholdy (1809-1847) | Mendelssohn | Mendelssohn-Bartholdy
Fanny Mendelssohn (1805-1847)
Olivier Messiaen (1908-1992)
Giacomo Meyerbeer (1791-1864)
Darius Milhaud (1892-1974)
Ludwig Minkus (1826-1917)
Claudio Monteverdi (1567-1643)
Thomas Morley (1557-1602)
Moritz Moszkowski (1854-1925)
Leopold Mozart (1719-1787)
Wolfgang Amadeus Mozart (1756-1791)
Georg Muffat (1653-1704)
Modest Mussorgsky (1839-1881) | Moussorgsky | Musorgsky
Carl Nielsen (1865-1931)
Jacques Offenbach (1819-1880)
Johann Pachelbel (1653-1706)
Niccolò Paganini (1782-1840)
Giovanni Pierluigi da Palestrina (1525-1594)
Maria Theresia von Paradis (1759-1824)
Hubert Parry (1848-1918)
Giovanni Battista Pergolesi (1710-1736)
Christian Petzold (1677-1733) | Pezold
Ignaz Pleyel (1757-1831)
Manuel Ponce (1882-1948)
Francis Poulenc (1899-1963)
Michael Praetorius (1571-1621)
Sergei Prokofiev (1891-1953)
Giacomo Puccini (1858-1924)
Henry Purcell (1659-1695)
Johann Joachim Quantz (1697-1773)
Sergei Rachmaninoff (1873-1943) | Rachmaninov
Joachim Raff (1822-1882)
Jean-Philippe Rameau (1683-1764)
Maurice Ravel (1875-1937)
Max Reger (1873-1916)
Carl Reinecke (1824-1910)
Ottorino Respighi (1879-1936)
Josef Rheinberger (1839-1901)
Nikolai Rimsky-Korsakov (1844-1908)
Gioachino Rossini (1792-1868)
Anton Rubinstein (1829-1894)
Camille Saint-Saëns (1835-1921)
Antonio Salieri (1750-1825)
Pablo de Sarasate (1844-1908)
Erik Satie (1866-1925)
Alessandro Scarlatti (1660-1725)
Domenico Scarlatti (1685-1757)
Samuel Scheidt (1587-1654)
Arnold Schoenberg (1874-1951) | Schönberg
Franz Schubert (1797-1828)
Clara Schumann (1819-1896) | Wieck
Robert Schumann (1810-1856)
Heinrich Schütz (1585-1672)
Alexander Scriabin (1872-1915) | Skrjabin
Dmitri Shostakovich (1906-1975) | Schostakowitsch
Jean Sibelius (1865-1957)
Christian Sinding (1856-1941)
Bedřich Smetana (1824-1884)
Ethel Smyth (1858-1944)
Fernando Sor (1778-1839)
John Philip Sousa (1854-1932)
Louis Spohr (1784-1859)
John Stainer (1840-1901)
Carl Stamitz (1745-1801)
Johann Stamitz (1717-1757)
Charles Villiers Stanford (1852-1924)
Johann Strauss (1825-1899)
Richard Strauss (1864-1949)
Igor Stravinsky (1882-1971) | Strawinsky
Barbara Strozzi (1619-1677)
Arthur Sullivan (1842-1900)
Jan Pieterszoon Sweelinck (1562-1621)
Karol Szymanowski (1882-1937)
Germaine Tailleferre (1892-1983)
Thomas Tallis (1505-1585)
Francisco Tárrega (1852-1909)
Giuseppe Tartini (1692-1770)
Pyotr Ilyich Tchaikovsky (1840-1893) | Tschaikowsky | Tschaikowski | Chaikovsky
Georg Philipp Telemann (1681-1767)
Giuseppe Torelli (1658-1709)
Joaquín Turina (1882-1949)
Ralph Vaughan Williams (1872-1958)
Giuseppe Verdi (1813-1901)
Pauline Viardot (1821-1910) | Viardot-Garcia
Tomás Luis de Victoria (1548-1611)
Louis Vierne (1870-1937)
Henri Vieuxtemps (1820-1881)
Heitor Villa-Lobos (1887-1959)
Giovanni Battista Viotti (1755-1824)
Antonio Vivaldi (1678-1741)
Richard Wagner (1813-1883)
William Walton (1902-1983)
Peter Warlock (1894-1930)
Carl Maria von Weber (1786-1826)
Anton Webern (1883-1945)
Silvius Leopold Weiss (1687-1750)
Samuel Sebastian Wesley (1810-1876)
Charles-Marie Widor (1844-1937)
Henryk Wieniawski (1835-1880)
Hugo Wolf (1860-1903)
Eugène Ysaÿe (1858-1931)
Jan Dismas Zelenka (1679-1745)
Alexander von Zemlinsky (1871-1942)
`;

/** A composer of the list. */
interface Composer {
  name: string;
  /** Folded spellings of the surname: "dvorak", "vaughan williams". */
  surnames: string[];
  /** Folded initials of the given names: "j s". */
  initials: string;
  born: number;
  died: number;
}

const particles = /^(?:van|von|de|da|des|di|du|la|le|ditters|vaughan|pierluigi|mendelssohn|luis)$/;

let parsed: Map<string, Composer[]> | undefined;

/** The list by folded surname, last word included ("williams" as well as "vaughan williams"). */
function bySurname(): Map<string, Composer[]> {
  if (parsed) return parsed;
  parsed = new Map();
  for (const row of list.trim().split("\n")) {
    const [head, ...others] = row.split("|").map((part) => part.trim());
    const [, name, born, died] = /^(.*) \((\d+)-(\d+)\)$/.exec(head)!;
    const words = name.split(" ");
    let at = words.length - 1;
    while (at > 1 && particles.test(fold(words[at - 1]))) at--;
    const plain = words.slice(at).filter((word) => !/^(?:van|von|de|da|di)$/.test(word)).join(" ");
    const surnames = [...new Set([plain, words.at(-1)!, ...others].map(fold))];
    const initials = words.slice(0, at).map((word) => fold(word)[0]).join(" ");
    const composer = {
      name,
      surnames,
      initials,
      born: Number(born),
      died: Number(died),
    };
    for (const surname of surnames) {
      parsed.set(surname, [...(parsed.get(surname) ?? []), composer]);
    }
  }
  return parsed;
}

/**
 * Finds the composer of the list that a printed name means, or null: the
 * surname has to be there, and given names or initials must not say another.
 *
 * @example
 * knownComposer("BACH, J. S.")?.name; // "Johann Sebastian Bach"
 */
export function knownComposer(text: string): Composer | null {
  const words = fold(text).split(" ").filter(Boolean);
  if (!words.length || words.length > 8) return null;
  for (let length = Math.min(3, words.length); length >= 1; length--) {
    for (let at = words.length - length; at >= 0; at--) {
      const candidates = bySurname().get(
        words.slice(at, at + length).join(" "),
      );
      if (!candidates) continue;
      const given = [...words.slice(0, at), ...words.slice(at + length)].filter(
        (word) => !particles.test(word),
      );
      const fitting = candidates.filter((one) => givenNamesFit(given, one));
      if (fitting.length === 1) return fitting[0];
      if (fitting.length > 1 && !given.length) return mostKnown(fitting);
    }
  }
  return null;
}

/** A bare surname means the best known of the family. */
const headsOfFamilies =
  /^(?:Johann Sebastian Bach|Joseph Haydn|Wolfgang Amadeus Mozart|Robert Schumann|Johann Strauss|Domenico Scarlatti|Felix Mendelssohn Bartholdy|Gustav Mahler|Carl Stamitz|Benedetto Marcello|Lili Boulanger)$/;

function mostKnown(family: Composer[]): Composer {
  return family.find((one) => headsOfFamilies.test(one.name)) ?? family[0];
}

function givenNamesFit(given: string[], composer: Composer): boolean {
  const own = fold(composer.name).split(" ");
  let last = -1;
  for (const word of given) {
    const at = own.findIndex((name, index) =>
      index > last &&
      (name === word || (word.length <= 3 && name.startsWith(word)) ||
        similar(name, word))
    );
    if (at < 0) return false;
    last = at;
  }
  return true;
}

/** George and Georg, Frederic and Fryderyk: the same first letter and the most of the letters. */
function similar(a: string, b: string): boolean {
  if (a.length < 4 || b.length < 4 || a[0] !== b[0]) return false;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  let common = 0;
  for (
    let index = 0;
    index < short.length && short[index] === long[index];
    index++
  ) common++;
  return common >= 4 || common >= short.length - 1;
}
