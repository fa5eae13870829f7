/** Composers born from 1710 to 1796. See `list.ts` for how a row is written and where it comes from. */
export const classical = `
Jean-Jacques Rousseau 1712-1778
Carl Philipp Emanuel Bach 1714-1788
Gottfried August Homilius 1714-1785
Christoph Willibald Gluck 1714-1787
Niccolò Jommelli 1714-1774
Johann Stamitz 1717-1757 | Jan Václav Stamic
Georg Christoph Wagenseil 1715-1777
Leopold Mozart 1719-1787
Johann Friedrich Agricola 1720-1774
Johann Philipp Kirnberger 1721-1783
Georg Benda 1722-1795
Carl Friedrich Abel 1723-1787
Anna Amalia von Preussen 1723-1787
Pietro Nardini 1722-1793
Maria Teresa Agnesi 1720-1795
Armand-Louis Couperin 1727-1789
Johann Adam Hiller 1728-1804
Niccolò Piccinni 1728-1800
Johann Gottfried Müthel 1728-1788
Antonio Soler 1729-1783
Joseph Haydn 1732-1809 | Franz Joseph Haydn | Йозеф Гайдн
Johann Christoph Friedrich Bach 1732-1795
Gaetano Pugnani 1731-1798
Josina van Boetzelaer 1733-1797
François-Joseph Gossec 1734-1829
Johann Christian Bach 1735-1782
Johann Schobert 1735-1767
Johann Georg Albrechtsberger 1736-1809
Michael Haydn 1737-1806 | Johann Michael Haydn
Josef Mysliveček 1737-1781
Johann Baptist Wanhal 1739-1813 | Vanhal | Vaňhal
Carl Ditters von Dittersdorf 1739-1799
Anna Amalia von Sachsen-Weimar 1739-1807
Giovanni Paisiello 1740-1816
André Grétry 1741-1813
Luigi Boccherini 1743-1805
Carl Stamitz 1745-1801
Anton Stamitz 1750-1809
Maddalena Laura Sirmen 1745-1818
Marianna Martines 1744-1812 | Martinez
Chevalier de Saint-Georges 1745-1799 | Saint-Georges
Giovanni Battista Viotti 1755-1824
William Shield 1748-1829
William Billings 1746-1800
Johann Abraham Peter Schulz 1747-1800
Theodor Latour 1766-1837
Domenico Cimarosa 1749-1801
Muzio Clementi 1752-1832
Johann Friedrich Reichardt 1752-1814
Luise Reichardt 1779-1826 | Louise Reichardt
Corona Schröter 1751-1802
Antonio Salieri 1750-1825
Antonio Rosetti 1750-1792
Dmitri Bortniansky 1751-1825 | Bortnyansky | Bortnianski | Дмитрий Бортнянский
Maxim Berezovsky 1745-1777
Nicolas Dalayrac 1753-1809
Franz Anton Hoffmeister 1754-1812
Vicente Martín y Soler 1754-1806
Peter Winter 1754-1825
Wolfgang Amadeus Mozart 1756-1791 | Вольфганг Амадей Моцарт
Maria Anna Mozart 1751-1829
Joseph Martin Kraus 1756-1792
Paul Wranitzky 1756-1808
Ignaz Pleyel 1757-1831
Daniel Gottlob Türk 1750-1813
Maria Theresia von Paradis 1759-1824
Franz Krommer 1759-1831 | Kramář
François Devienne 1759-1803
Luigi Cherubini 1760-1842
Jan Ladislav Dussek 1760-1812 | Dusík
Sophia Dussek 1775-1831
Jean-François Lesueur 1760-1837
Johann Rudolf Zumsteeg 1760-1802
Franz Danzi 1763-1826
Étienne Méhul 1763-1817
Adalbert Gyrowetz 1763-1850 | Jírovec
Hélène de Montgeroult 1764-1836
Daniel Steibelt 1765-1823
Joseph Eybler 1765-1846
Jakub Jan Ryba 1765-1815
Michał Kleofas Ogiński 1765-1833 | Oginski
Samuel Wesley 1766-1837
Rodolphe Kreutzer 1766-1831
Franz Xaver Süssmayr 1766-1803
Ferdinando Carulli 1770-1841
Anton Reicha 1770-1836 | Rejcha
Ludwig van Beethoven 1770-1827 | Людвиг ван Бетховен
Ferdinando Paer 1771-1839
Johann Baptist Cramer 1771-1858
Václav Jan Tomášek 1774-1850 | Tomaschek
Gaspare Spontini 1774-1851
Pierre Rode 1774-1830
François-Adrien Boieldieu 1775-1834
Bernhard Crusell 1775-1838
Sophia Corri 1775-1831
Johann Nepomuk Hummel 1778-1837
Fernando Sor 1778-1839
Sigismund Neukomm 1778-1858
Joachim Nicolas Eggert 1779-1813
Conradin Kreutzer 1780-1849
Anton Diabelli 1781-1858
Mauro Giuliani 1781-1829
François de Fossa 1775-1849
John Field 1782-1837
Niccolò Paganini 1782-1840
Daniel Auber 1782-1871
Friedrich Dotzauer 1783-1860
George Onslow 1784-1853
Louis Spohr 1784-1859
Dionisio Aguado 1784-1849
Ferdinand Ries 1784-1838
Luigi Legnani 1790-1877
Friedrich Kuhlau 1786-1832
Friedrich Kalkbrenner 1785-1849
Carl Maria von Weber 1786-1826
Friedrich Silcher 1789-1860
Nicolas-Charles Bochsa 1789-1856
Maria Szymanowska 1789-1831
Carl Czerny 1791-1857
Giacomo Meyerbeer 1791-1864
Ferdinand Hérold 1791-1833 | Herold
Jan Václav Voříšek 1791-1825 | Worzischek
Franz Xaver Mozart 1791-1844
Gioachino Rossini 1792-1868
Matteo Carcassi 1792-1853
Lowell Mason 1792-1872
Ignaz Moscheles 1794-1870
Saverio Mercadante 1795-1870
Heinrich Marschner 1795-1861
Karol Lipiński 1790-1861
Alexander Alyabyev 1787-1851 | Alabieff | Александр Алябьев
Alexander Varlamov 1801-1848 | Александр Варламов
Franz Berwald 1796-1868
Carl Loewe 1796-1869 | Löwe
Henri Bertini 1798-1876
Franz Schubert 1797-1828 | Франц Шуберт
Gaetano Donizetti 1797-1848
Anselm Hüttenbrenner 1794-1868
Luigi Lablache 1794-1858
Nicola Vaccai 1790-1848 | Vaccaj
Giuseppe Concone 1801-1861
Ludwig Berger 1777-1839
Carl Friedrich Zelter 1758-1832
Emilie Zumsteeg 1796-1857
Jane Mary Guest 1762-1846
Harriett Abrams 1758-1821
Elisabetta de Gambarini 1730-1765
Franz Gruber 1787-1863
`;
